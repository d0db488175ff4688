/* What is typed is kept as one writes: a second after the last key at the desk, and in this browser
   until the desk has it. Nothing here saves the story. The desk answers who else is here. */
import { askBefore, entries, texts } from "newsroom/left"

const box = document.getElementById("offers")
const PAUSE = 1000, LONGEST_PAUSE = 10_000, BEAT = 5000, LONGEST_WAIT = 30_000
const LARGEST_FAREWELL = 60_000

const start = (form) => {
  const { keep, throw: thrower, user, story } = box.dataset
  const key = form.elements.sitting.value
  const local = texts(`newsroom ${user} ${story} `)
  const kept = document.getElementById("kept"), said = document.getElementById("kept-said")
  const here = document.getElementById("here")
  /* Of tabs that were lost: what the desk may not have. */
  let others = local.keys().filter((own) => own !== key)
  let count = 0, typed = false, waiting, first = 0, sending = false, wait = BEAT, closed = false, left = false

  const say = (words, isProblem = false) => {
    kept.textContent = words
    kept.classList.toggle("bar__kept--problem", isProblem)
    /* What goes well is said to the eye alone: every second would be too often for the ear. */
    said.textContent = isProblem ? words : ""
  }

  const packed = (text, more) => {
    const body = new URLSearchParams(text || [["sitting", key], ["seen_version", form.elements.seen_version?.value || ""]])
    const known = { serial: 0, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, ...(text && { typed: 1 }), ...more }
    for (const [name, value] of Object.entries(known)) body.set(name, value)
    return body
  }
  const send = (text, more) => fetch(keep, { method: "POST", body: packed(text, more), redirect: "manual" })
  const isTold = (answer) => answer.ok && answer.headers.get("Content-Type")?.includes("json")

  /* The desk takes them as if they had come in time, and then says which texts there are. */
  const handIn = async () => {
    const missed = []
    for (const own of others) {
      const text = local.get(own)
      if (!text) continue
      const answer = await send(text.fields, { serial: text.serial, ago: Math.max(0, Math.round((Date.now() - text.at) / 1000)) })
      const told = isTold(answer) ? await answer.json() : null
      if (told?.closed) return
      if (told && !told.too_long) local.drop(own, ({ serial }) => serial <= text.serial)
      else if (!told && answer.status !== 400) missed.push(own)
    }
    const answer = await send(null, { offers: 1 })
    if (!isTold(answer)) return
    others = missed
    if (!("offering" in box.dataset)) return
    for (const one of box.querySelectorAll("[data-names]")) one.remove()
    box.insertAdjacentHTML("beforeend", (await answer.json()).offers)
  }

  const beat = async () => {
    if (sending || closed || left) return
    sending = true
    clearTimeout(waiting)
    const text = typed ? entries(form) : null
    if (text) {
      count = Math.max(count + 1, Date.now())
      typed = false
      first = 0
      local.put(key, { serial: count, fields: text })
    }
    try {
      if (others.length) await handIn()
      const answer = await send(text, text && { serial: count })
      if (isTold(answer)) take(await answer.json(), text)
      else if (answer.status >= 500) missed(text, box.dataset.local)
      else { missed(text, box.dataset.signedOut); askForToken() }
    } catch {
      missed(text, box.dataset.local)
    }
    sending = false
    next()
  }

  const take = (told, text) => {
    if (told.closed || told.too_long) {
      closed = Boolean(told.closed)
      say(told.closed ? box.dataset.closed : box.dataset.tooLong, true)
      return
    }
    wait = BEAT
    if (text) {
      local.drop(key, ({ serial }) => serial <= count)
      if (told.kept) say(box.dataset.kept.replace("{time}", told.kept))
    } else if (kept.classList.contains("bar__kept--problem")) {
      say("")
    }
    if (told.token) form.elements.csrfmiddlewaretoken.value = told.token
    document.dispatchEvent(new CustomEvent("desk:talk", { detail: told.talk }))
    const words = [...(told.others || [])]
    if (told.saved) words.push(`${told.saved} ${box.dataset.look}`)
    if (here.textContent !== words.join(" · ")) {
      here.textContent = words.join(" · ")
      said.textContent = here.textContent
    }
  }
  const missed = (text, words) => {
    if (text) typed = true
    wait = Math.min(wait * 2, LONGEST_WAIT)
    if (typed) say(words, true)
  }
  /* Whoever signs in again in another tab gets a new token, without which nothing can be sent. */
  const askForToken = async () => {
    const answer = await fetch(keep, { redirect: "manual" }).catch(() => null)
    if (!answer?.ok) return
    const told = await answer.json()
    if (String(told.user) !== user) return
    form.elements.csrfmiddlewaretoken.value = told.token
    wait = BEAT
  }
  const next = () => {
    clearTimeout(waiting)
    if (closed || left) return
    const pause = typed && wait === BEAT ? PAUSE : wait
    if (!document.hidden || typed) waiting = setTimeout(beat, pause)
  }

  const touch = () => {
    typed = true
    first ||= Date.now()
    if (sending || wait !== BEAT) return
    clearTimeout(waiting)
    waiting = setTimeout(beat, Date.now() - first > LONGEST_PAUSE ? 0 : PAUSE)
  }
  /* What is planned of the story is none of its text. */
  const typedAt = ({ target }) => { if (target.name && !target.closest(".workflow")) touch() }
  for (const name of ["input", "change"]) form.addEventListener(name, typedAt)
  for (const name of ["formset:added", "formset:removed"]) document.addEventListener(name, touch)
  /* Search boxes of the admin tell only jQuery; "change" comes from them as they are made, too. */
  window.django?.jQuery(form).on("select2:select select2:unselect select2:clear", typedAt)
  addEventListener("online", () => { wait = BEAT; beat() })
  document.addEventListener("visibilitychange", () => { if (document.hidden ? typed : true) beat() })

  form.addEventListener("submit", (event) => {
    /* What opens another tab leaves this one as it is. */
    if (event.submitter?.formTarget === "_blank") return
    left = true
    clearTimeout(waiting)
    form.elements.serial.value = Math.max(count + 1, Date.now())
    /* Whoever takes another text up leaves this one here only if something of it is still to be sent. */
    if (typed || event.submitter?.name !== "_take") local.put(key, { serial: Number(form.elements.serial.value), fields: entries(form) })
  })
  addEventListener("pagehide", () => {
    if (!typed || left) return
    const text = entries(form)
    count = Math.max(count + 1, Date.now())
    local.put(key, { serial: count, fields: text })
    const body = packed(text, { serial: count })
    if (body.toString().length < LARGEST_FAREWELL) fetch(keep, { method: "POST", body, keepalive: true }).catch(() => {})
  })
  addEventListener("pageshow", (event) => { if (event.persisted) { left = false; next() } })
  /* A tab that is closed asks only while something is nowhere but in it. */
  addEventListener("beforeunload", (event) => { if (typed && !left && kept.classList.contains("bar__kept--problem")) event.preventDefault() })

  askBefore(box, async (names) => {
    const body = new URLSearchParams({ names: names.join(" "), csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value })
    return (await fetch(thrower, { method: "POST", body, redirect: "manual" })).ok
  })
  if ("typed" in box.dataset) touch()
  else if (others.length) beat()
  else next()
}

if (box) start(box.closest("form"))
