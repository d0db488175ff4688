/* The readers' page beside the form, with what is typed. Its frame may run no script, and shows no
   other page; what changes is put into the page that is there, so that nothing jumps. */
const box = document.querySelector(".preview")
const frame = box?.querySelector("iframe")
const opener = document.querySelector(".bar [name=_preview]")
const PAUSE = 400

const start = () => {
  const { form } = opener
  const view = box.querySelector(".preview__window")
  const said = box.querySelector("[role=status]")
  const widths = [...box.querySelectorAll("[data-width]")]
  let waiting, asked = 0, width = 0

  /* The page at its own width, made as small as there is room for it. */
  const fit = () => {
    const scale = Math.min(1, view.clientWidth / width)
    frame.style.inlineSize = `${width}px`
    frame.style.blockSize = `${view.clientHeight / scale}px`
    frame.style.transform = `scale(${scale})`
    frame.style.marginInlineStart = `${Math.max(0, (view.clientWidth - width * scale) / 2)}px`
  }

  const put = (html) => {
    const page = frame.contentDocument
    if (!page?.querySelector("main")) {
      frame.srcdoc = html
      return
    }
    const { body, title } = new DOMParser().parseFromString(html, "text/html")
    page.title = title
    page.body.replaceChildren(...body.childNodes)
  }

  const fetchPage = async () => {
    const mine = ++asked
    let answer
    try {
      answer = await fetch(opener.formAction, { method: "POST", body: new FormData(form), redirect: "manual" })
    } catch {
      said.textContent = box.dataset.unreachable
      return
    }
    if (mine !== asked) return
    if (answer.ok) {
      put(await answer.text())
      said.textContent = ""
    } else if (answer.status === 422) {
      said.textContent = await answer.text()
    } else {
      said.textContent = answer.status < 500 ? box.dataset.signedOut : box.dataset.unreachable
    }
  }
  const soon = () => {
    if (box.hidden) return
    clearTimeout(waiting)
    waiting = setTimeout(fetchPage, PAUSE)
  }

  const show = (open) => {
    box.hidden = !open
    document.body.classList.toggle("previewing", open)
    opener.setAttribute("aria-expanded", String(open))
    if (open) {
      /* On a phone, as on a phone. */
      if (!width) choose(widths.at(innerWidth < 1024 ? 0 : 1))
      fit()
      fetchPage()
      box.querySelector("[data-close]").focus({ preventScroll: true })
    } else {
      opener.focus()
    }
  }

  opener.setAttribute("aria-expanded", "false")
  opener.addEventListener("click", (event) => {
    /* With Ctrl or another such key it opens in a tab of its own, as without script. */
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    show(box.hidden)
  })
  box.querySelector("[data-close]").addEventListener("click", () => show(false))
  box.addEventListener("keydown", (event) => { if (event.key === "Escape") show(false) })
  const choose = (button) => {
    width = Number(button.dataset.width)
    for (const each of widths) each.ariaPressed = String(each === button)
    fit()
  }
  for (const button of widths) button.addEventListener("click", () => choose(button))
  for (const name of ["input", "change"]) form.addEventListener(name, soon)
  for (const name of ["formset:added", "formset:removed"]) document.addEventListener(name, soon)
  new ResizeObserver(() => { if (!box.hidden) fit() }).observe(view)
}

if (box && opener) start()

/* Links to the draft are copied by a press. */
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy)
    field.select()
    await navigator.clipboard?.writeText(field.value)
    button.textContent = button.dataset.copied
  })
}
