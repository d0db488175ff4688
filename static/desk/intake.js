/* Pictures taken in: several at once, each by a request of its own that tells how far it is. Without
   script the same form sends them all together. */
(() => {
  const form = document.querySelector("form.intake")
  const shown = document.querySelector("section.taken")
  if (!form || !shown) return

  const AT_ONCE = 2
  const files = form.querySelector("[type=file]")
  const list = shown.querySelector("ol")
  const status = shown.querySelector(":scope > [role=status]")
  const made = shown.querySelector("template").content.firstElementChild
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value
  const words = shown.dataset
  const waiting = []
  let underWay = 0

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name])

  const summary = () => {
    const rows = [...list.children]
    const done = rows.filter((row) => row.dataset.end).length
    const refused = rows.filter((row) => row.dataset.end === "refused").length
    const parts = [fill(words.summary, { done, all: rows.length })]
    if (refused) parts.push(fill(words.refused, { n: refused }))
    const text = parts.join(" · ")
    /* Said once, and not at each step of a file. */
    if (status.textContent !== text) status.textContent = text
  }

  const say = (row, text, end = "") => {
    const state = row.querySelector(".taken__state")
    state.textContent = text
    state.classList.toggle("taken__refused", end === "refused")
    if (end) row.dataset.end = end
    else delete row.dataset.end
    row.querySelector("progress").hidden = Boolean(end)
    summary()
  }

  const refuse = (row, text, again) => {
    say(row, text, "refused")
    row.querySelector("[data-again]").hidden = !again
  }

  /* The answer as the library gives it, or what to say where it gave none. */
  const answerOf = (statusCode, text) => {
    /* Some servers before ours take less than we do. */
    if (statusCode === 413) return { error: words.tooLarge }
    try {
      return JSON.parse(text)
    } catch {
      return { error: statusCode === 200 ? words.signedOut : words.unreachable, again: true }
    }
  }

  const show = (row, image) => {
    const picture = row.querySelector("img")
    picture.src = image.thumbnail
    picture.hidden = false
    const link = document.createElement("a")
    link.href = `${location.pathname}${image.id}/change/`
    link.textContent = image.file_name
    row.querySelector(".taken__name").replaceChildren(link)
    say(row, image.already ? words.already : words.taken, "taken")
    const said = row.querySelector("form")
    if (image.already) return
    for (const name of ["alt", "caption", "credit"]) said.elements[name].value = image[name]
    said.action = `${location.pathname}${image.id}/words/`
    said.hidden = false
    all.hidden = list.querySelectorAll("form:not([hidden])").length < 2
  }

  const send = (row, file) => {
    underWay += 1
    row.querySelector("[data-again]").hidden = true
    const request = new XMLHttpRequest()
    const bar = row.querySelector("progress")
    request.open("POST", form.dataset.upload)
    request.upload.addEventListener("progress", (event) => {
      bar.value = Math.round(event.loaded / event.total * 100)
      say(row, bar.value < 100 ? fill(words.sending, { percent: bar.value }) : words.looking)
    })
    request.addEventListener("loadend", () => {
      underWay -= 1
      const answer = answerOf(request.status, request.responseText)
      if (answer.error) refuse(row, answer.error, answer.again)
      else show(row, answer)
      next()
    })
    const sent = new FormData()
    sent.append("csrfmiddlewaretoken", token)
    sent.append("credit", form.elements.credit.value)
    sent.append("file", file)
    request.send(sent)
  }

  const next = () => {
    while (underWay < AT_ONCE && waiting.length) send(...waiting.shift())
  }

  const take = (chosen) => {
    for (const file of chosen) {
      const row = made.cloneNode(true)
      row.querySelector(".taken__name").textContent = file.name
      for (const part of row.querySelectorAll("progress, form")) part.ariaLabel = file.name
      list.append(row)
      row.querySelector("[data-again]").addEventListener("click", () => {
        say(row, words.waiting)
        waiting.push([row, file])
        next()
      })
      if (file.size > Number(form.dataset.most)) {
        refuse(row, words.tooLarge)
      } else {
        say(row, words.waiting)
        waiting.push([row, file])
      }
    }
    shown.hidden = !list.children.length
    next()
  }

  /* By choosing: then there is nothing left to press. */
  form.querySelector("[type=submit]").hidden = true
  form.addEventListener("submit", (event) => event.preventDefault())
  files.addEventListener("change", () => {
    take(files.files)
    files.value = ""
  })

  /* By dropping: anywhere on the page. */
  const page = document.documentElement
  /* A picture of the page itself is a file to some browsers, when it is dragged. */
  let ours = false
  page.addEventListener("dragstart", () => { ours = true })
  page.addEventListener("dragend", () => { ours = false })
  const holdsFiles = (event) => !ours && event.dataTransfer?.types.includes("Files")
  page.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    form.classList.add("over")
  })
  page.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) form.classList.remove("over")
  })
  page.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    form.classList.remove("over")
    take(event.dataTransfer.files)
  })
  form.querySelector(".intake__drop").hidden = false

  /* Words of one that has been taken in; gives whether they are saved. What is typed meanwhile is not. */
  const save = async (said) => {
    const told = said.querySelector("[role=status]")
    const sent = new FormData(said)
    sent.append("csrfmiddlewaretoken", token)
    said.dataset.typed = ""
    const got = await fetch(said.action, { method: "POST", body: sent }).catch(() => null)
    const text = await got?.text().catch(() => "") ?? ""
    const { error } = answerOf(got?.status, text)
    if (error) said.dataset.typed = "1"
    if (error || !said.dataset.typed) told.textContent = error ?? words.saved
    return !error
  }
  list.addEventListener("submit", (event) => {
    event.preventDefault()
    save(event.target)
  })

  /* Of all whose words were changed: one after the other, as the desk takes them. */
  const all = shown.querySelector("[data-save-all]")
  const said = shown.querySelector("[data-said-all]")
  let savingAll = false
  all.addEventListener("click", async () => {
    if (savingAll) return
    savingAll = true
    const changed = [...list.querySelectorAll("[data-typed='1']")]
    let done = 0
    for (const each of changed) if (await save(each)) done += 1
    const left = changed.length - done
    said.textContent = !changed.length ? words.noneChanged : fill(left ? words.savedSome : words.savedAll, { n: done, left })
    savingAll = false
  })
  list.addEventListener("input", (event) => {
    const form = event.target.closest("form")
    form.dataset.typed = "1"
    form.querySelector("[role=status]").textContent = ""
    said.textContent = ""
  })
  addEventListener("beforeunload", (event) => {
    if (underWay || waiting.length || list.querySelector("[data-typed='1']")) event.preventDefault()
  })
})()
