/* What colleagues say about a story, beside it: sent and shown without leaving the form, and of
   none of the form's text. The words that a note is about are lit up in the story. */
import { goTo, listen, returnToStory, selected, show } from "newsroom/anchors"
import { suggest } from "newsroom/suggest"

const sent = document.getElementById("note-form")
const PARTS = ["talk-list", "talk-resolved", "talk-headline", "talk-standfirst"]
const PAUSE = 15_000

const start = (panel) => {
  const tab = document.getElementById("panel-notes-tab"), story = panel.closest("form")
  const box = document.getElementById("note-new"), said = document.getElementById("note-said"), heard = document.getElementById("note-heard")
  const { part, text, quote, before, after } = sent.elements
  const shownQuote = document.getElementById("note-quote")
  const passage = part.querySelector("[value=body]")
  let talk = document.getElementById("talk").dataset.talk, isFromStory = false

  const bringForward = () => tab?.click()
  const say = (words) => { said.textContent = words }
  /* Whoever clicks words may want to write there: the focus goes along only if it is asked to. */
  const point = (element, { isFocused = true } = {}) => {
    bringForward()
    document.querySelector(".thread--here")?.classList.remove("thread--here")
    element.classList.add("thread--here")
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true
    element.scrollIntoView({ block: "nearest" })
    if (isFocused) element.focus()
  }
  const noteOf = (id) => document.getElementById(`note-${id}`)

  /* The words that the next note is about. */
  const about = (words) => {
    for (const [field, value] of [[quote, words?.quote], [before, words?.before], [after, words?.after]]) field.value = value || ""
    passage.hidden = passage.disabled = !words
    part.value = words ? "body" : part.value === "body" || !part.value ? "story" : part.value
    shownQuote.textContent = words?.quote || ""
    shownQuote.hidden = !words
  }
  const compose = () => {
    const words = selected()
    bringForward()
    if (words) about(words)
    isFromStory = true
    say(words ? "" : said.dataset.select)
    box.scrollIntoView({ block: "nearest" })
    text.focus()
  }
  part.addEventListener("change", () => { shownQuote.hidden = part.value !== "body" })

  /* How the words of each note stand in the text as it is now. */
  const mark = (found) => {
    const { gone, changed } = document.getElementById("talk").dataset
    for (const line of panel.querySelectorAll("[data-note]")) {
      const is = found.get(line.dataset.note), words = { gone, changed }[is] || ""
      const told = line.querySelector("[data-standing]")
      if (told.textContent !== words) told.textContent = words
      told.hidden = !words
      told.classList.toggle("remark--warning", is === "gone")
      line.querySelector("[data-go]").hidden = is === "gone"
    }
  }
  const equip = () => {
    for (const name of PARTS.slice(2)) {
      const field = document.querySelector(`.desk__story .field-${name.replace("talk-", "")}`)
      const choice = document.getElementById(name)
      if (field && field.nextElementSibling !== choice) field.after(choice)
    }
    const areas = [panel, ...PARTS.slice(2).map((name) => document.getElementById(name))]
    for (const area of areas) {
      if (area.dataset.equipped) continue
      area.dataset.equipped = 1
      /* What is typed here is none of the story's. */
      for (const name of ["input", "change"]) area.addEventListener(name, (event) => event.stopPropagation())
    }
    for (const field of areas.flatMap((area) => [...area.querySelectorAll("[data-mentions]:not([aria-autocomplete])")])) field.after(mentions(field))
    show([...panel.querySelectorAll("[data-note]")].map(({ dataset }) => ({
      id: dataset.note, quote: dataset.quote, before: dataset.before, after: dataset.after,
    })), mark)
  }

  /* Puts what the desk sent in the place of what is shown; what is being typed there stays. */
  const take = (html) => {
    const found = new DOMParser().parseFromString(html, "text/html").getElementById("talk")
    if (!found) return
    const own = document.getElementById("talk")
    const { name: focused, selectionStart: from, selectionEnd: to } = document.activeElement.form === sent ? document.activeElement : {}
    const homeless = []
    for (const id of PARTS) {
      const old = document.getElementById(id), fresh = found.querySelector(`#${id}`)
      for (const { dataset: { key } } of old.querySelectorAll("details[open][data-key]")) {
        const same = fresh.querySelector(`details[data-key="${key}"]`)
        if (same) same.open = true
      }
      for (const { name, value, defaultValue } of old.querySelectorAll("textarea")) {
        if (value === defaultValue) continue
        const same = found.querySelector(`textarea[name="${name}"]`)
        if (same) same.value = value
        else homeless.push(value)
      }
      old.replaceWith(document.adoptNode(fresh))
    }
    talk = own.dataset.talk = found.dataset.talk
    equip()
    count(Number(found.dataset.count))
    /* A colleague resolved or deleted what someone was just writing at. */
    if (homeless.length) {
      text.value = [text.value, ...homeless].filter(Boolean).join("\n\n")
      say(said.dataset.homeless)
    }
    const field = focused && sent.elements[focused]
    if (homeless.length && focused && !field) text.focus()
    else if (field && document.activeElement !== field && !field.length) {
      field.focus()
      if (from !== undefined && field.matches("textarea")) field.setSelectionRange(from, to)
    }
  }
  const count = (number) => {
    let badge = tab?.querySelector(".tabs__count")
    if (tab && !badge) {
      badge = Object.assign(document.createElement("span"), { className: "tabs__count" })
      tab.append(" ", badge)
    }
    if (badge) badge.textContent = number || ""
  }

  const send = async (button) => {
    const body = new FormData(sent, button)
    /* Whoever signed in again meanwhile has another token, which the story's form was given. */
    const token = story.elements.csrfmiddlewaretoken?.value
    if (token) body.set("csrfmiddlewaretoken", token)
    button.disabled = true
    const answer = await fetch(sent.action, { method: "POST", body, redirect: "manual", headers: { "X-Requested-With": "fetch" } }).catch(() => null)
    button.disabled = false
    if (!answer || answer.status >= 500) return say(said.dataset.local)
    if (answer.status === 422) return say(await answer.text())
    if (!answer.ok) return say(said.dataset.signedOut)
    say("")
    const entry = button.closest("[data-entry]")
    for (const field of entry?.querySelectorAll("textarea") || []) field.value = field.defaultValue
    if (entry?.matches("details")) entry.open = false
    if (button.name === "_note") about(null)
    if (button.name === "_accept") putIn(button.closest("[data-field]").dataset.field, button.dataset.words)
    const html = await answer.text(), active = document.activeElement
    const isMine = active === button || active === document.body || Boolean(entry?.contains(active) && entry !== box)
    const back = isMine && button.name !== "_accept" ? placeOf(button) : null
    take(html)
    back?.().focus()
  }
  /* Where the focus goes once the button that was pressed is gone: to its thread; if that has gone
     from its list, to the one in its place; if none is, to where one writes. */
  const placeOf = (button) => {
    const thread = button.closest(".thread"), list = button.closest(".threads, .choice__offers")
    const area = button.closest(".choice")?.id, at = list ? [...list.children].indexOf(thread) : -1
    const isSeen = (element) => element?.isConnected && element.checkVisibility()
    return () => {
      const same = thread && document.getElementById(thread.id), fresh = list?.id && document.getElementById(list.id)
      const next = [...(fresh || document.querySelector(`#${area || "talk-list"}`)).querySelectorAll(".thread")].filter(isSeen)
      return [button, same, next[Math.min(at, next.length - 1)], area && document.querySelector(`#${area} .choice__new > summary`)].find(isSeen) || text
    }
  }
  /* An ordinary edit, which can be undone, and is kept and saved as any other. */
  const putIn = (name, words) => {
    const field = story.elements[name]
    if (!field) return
    field.focus()
    field.select()
    if (document.execCommand("insertText", false, words)) return
    field.value = words
    field.dispatchEvent(new Event("input", { bubbles: true }))
  }
  sent.addEventListener("submit", (event) => {
    event.preventDefault()
    if (event.submitter) send(event.submitter)
  })
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.target.form !== sent) return
    event.preventDefault()
    event.target.closest("[data-entry]")?.querySelector("[type=submit]")?.click()
  })
  /* Escape leaves what one has begun, and keeps what is typed there. */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.target.form !== sent) return
    const fold = event.target.closest("details[data-entry]")
    if (fold) {
      fold.open = false
      fold.firstElementChild.focus()
    } else if (event.target === text && isFromStory) {
      isFromStory = false
      if (!text.value.trim()) about(null)
      returnToStory()
    } else return
    event.preventDefault()
  })
  /* Whoever opens a place to write wants to write there. */
  panel.closest("form").addEventListener("click", ({ target }) => {
    const fold = target.closest?.("summary")?.parentElement
    if (fold?.matches("[data-entry]") && !fold.open) fold.addEventListener("toggle", () => fold.querySelector("textarea")?.focus(), { once: true })
  })
  document.addEventListener("click", ({ target }) => {
    if (target.closest?.("[data-compose]")) compose()
    const go = target.closest?.("[data-go]")
    if (go) goTo(go.closest("[data-note]").dataset.note)
  })

  const renew = async () => {
    const answer = await fetch(`${sent.action}?talk=${talk}`, { redirect: "manual", headers: { "X-Requested-With": "fetch" } }).catch(() => null)
    if (!answer?.ok || answer.status === 204) return
    take(await answer.text())
    heard.textContent = heard.dataset.new
    setTimeout(() => { heard.textContent = "" }, 3000)
  }
  /* The form tells of itself every few seconds; who only reads asks, less often. */
  document.addEventListener("desk:talk", ({ detail }) => { if (detail !== undefined && String(detail) !== talk) renew() })
  if (!document.getElementById("offers")) setInterval(() => { if (!document.hidden) renew() }, PAUSE)

  listen({ pressed: (id, how) => point(noteOf(id), how), wanted: compose })
  panel.querySelector("[data-compose]").hidden = !document.querySelector("[data-django-prose-editor-story]")
  equip()
  const arrive = () => {
    const named = /^#note-\d+$/.test(location.hash) && document.querySelector(location.hash)
    if (named) point(named)
    else if (location.hash === "#panel-notes") bringForward()
  }
  addEventListener("hashchange", arrive)
  arrive()
}

/* Behind an @, those who may see the story. */
const mentions = (field) => {
  const called = () => /(?:^|[\s(])@([\p{L}\p{N}_.+-]*)$/u.exec(field.value.slice(0, field.selectionStart))
  const find = async () => {
    const typed = called()
    if (!typed) return []
    const answer = await fetch(`${sent.dataset.colleagues}?q=${encodeURIComponent(typed[1])}`)
    if (!answer.ok) return []
    return (await answer.json()).colleagues.map(({ name, called: label }) => ({ label, hint: `@${name}`, name }))
  }
  const take = ({ name }) => {
    const at = field.selectionStart, typed = called()
    if (typed) field.setRangeText(`@${name} `, at - typed[1].length - 1, at, "end")
    field.focus()
  }
  return suggest(field, { label: gettext("Colleagues"), find, take, isSure: true }).list
}

const panel = document.getElementById("panel-notes")
if (panel && sent) start(panel)
