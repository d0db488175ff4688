/* Go to…: a field that finds stories, people, sections and screens, on every page of the desk.
   Ctrl-K or Cmd-K opens it, except in a story's text, where that makes a link. It leans on no
   module, for only the writing form knows those by name. */
(() => {
  const dialog = document.getElementById("palette")
  const opener = document.getElementById("goto")
  if (!dialog || !opener) return
  const field = dialog.querySelector("input")
  const list = document.getElementById("palette-found")
  const told = dialog.querySelector("[role=status]")
  let goals = [], at = -1, asked = 0, stale = true, waiting

  const make = (tag, className, text = "") => {
    const element = document.createElement(tag)
    element.className = className
    element.textContent = text
    return element
  }
  const mark = (next) => {
    const options = list.querySelectorAll("[role=option]")
    at = next
    options.forEach((option, n) => option.setAttribute("aria-selected", String(n === at)))
    if (at < 0) field.removeAttribute("aria-activedescendant")
    else field.setAttribute("aria-activedescendant", options[at].id)
    options[at]?.scrollIntoView({ block: "nearest" })
  }
  const go = (n, apart) => {
    if (apart) window.open(goals[n].url, "_blank", "noopener")
    else location.assign(goals[n].url)
    dialog.close()
  }
  const show = (groups) => {
    goals = []
    list.replaceChildren(...groups.map((group, g) => {
      const box = make("div", "palette__group")
      const head = make("div", "palette__head", group.label)
      head.id = `palette-group-${g}`
      box.setAttribute("role", "group")
      box.setAttribute("aria-labelledby", head.id)
      head.setAttribute("role", "presentation")
      box.append(head)
      for (const goal of group.goals) {
        const n = goals.push(goal) - 1
        const option = make("div", "palette__goal")
        option.id = `palette-goal-${n}`
        option.setAttribute("role", "option")
        option.append(make("span", "", goal.label))
        if (goal.hint) option.append(" ", make("span", "quiet", goal.hint))
        option.addEventListener("click", (event) => go(n, event.ctrlKey || event.metaKey))
        box.append(option)
      }
      return box
    }))
    list.hidden = !goals.length
    field.setAttribute("aria-expanded", String(Boolean(goals.length)))
    mark(goals.length ? 0 : -1)
  }
  const look = async () => {
    const mine = ++asked
    let groups = [], words = told.dataset.none
    try {
      const answer = await fetch(`${dialog.dataset.answers}?q=${encodeURIComponent(field.value.trim())}`)
      if (!answer.ok) throw new Error(answer.status)
      groups = (await answer.json()).groups
    } catch {
      words = told.dataset.away
    }
    if (mine !== asked || !dialog.open) return
    stale = false
    show(groups)
    told.textContent = groups.length ? "" : words
  }
  const open = () => {
    if (dialog.open) return
    field.value = ""
    told.textContent = ""
    stale = true
    show([])
    dialog.showModal()
    field.focus()
    look()
  }

  opener.setAttribute("role", "button")
  opener.setAttribute("aria-haspopup", "dialog")
  const key = opener.querySelector("kbd")
  if (key && /Mac|iPhone|iPad/.test(navigator.platform)) key.textContent = "⌘ K"
  opener.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    open()
  })
  opener.addEventListener("keydown", (event) => {
    if (event.key !== " ") return
    event.preventDefault()
    open()
  })
  document.addEventListener("keydown", (event) => {
    if (event.key?.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return
    if (event.shiftKey || event.altKey || event.defaultPrevented) return
    /* A story's text makes a link of it, and what asks for that is a dialog of its own. */
    if (event.target.closest?.(".ProseMirror, dialog:not(#palette)")) return
    event.preventDefault()
    if (dialog.open) dialog.close()
    else open()
  })
  field.addEventListener("input", () => {
    clearTimeout(waiting)
    /* What comes late for what was typed before is not shown. */
    asked++
    stale = true
    waiting = setTimeout(look, 120)
  })
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || !goals.length) return
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: Math.min(at + 6, goals.length - 1), PageUp: Math.max(at - 6, 0) }[event.key]
    if (to !== undefined) mark((to + goals.length) % goals.length)
    else return
    event.preventDefault()
  })
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault()
    /* Whoever types and presses Enter in one go means what they typed, not what still stands there. */
    if (stale) {
      clearTimeout(waiting)
      await look()
    }
    if (!stale && at >= 0) go(at, false)
  })
  /* A click beside it closes it. */
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close() })
})()
