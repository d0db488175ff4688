/* What is typed is kept as one writes: in this browser within a second of each key, and at the desk a
   second after the last. Nothing here saves the story. The desk answers who else is here. */
import { barSays, holdBack } from "newsroom/holding"
import { within } from "newsroom/later"
import { askBefore, entries, texts } from "newsroom/left"

const box = document.getElementById("offers")
const PAUSE = 1000, LONGEST_PAUSE = 10_000, BEAT = 5000, LONGEST_WAIT = 30_000
/* Browsers wake the timers of a tab in the background once a minute. */
const BEAT_BEHIND = 30_000
const LATE = 4000, LONGEST_ANSWER = 12_000
const LARGEST_FAREWELL = 60_000

const start = (form) => {
  const { keep, throw: thrower, user, story } = box.dataset
  const key = form.elements.sitting.value
  const local = texts(`newsroom ${user} ${story} `)
  const kept = document.getElementById("kept"), said = document.getElementById("kept-said")
  const here = document.getElementById("here"), say = barSays()
  /* Of tabs that were lost: what the desk may not have. */
  let others = local.keys().filter((own) => own !== key)
  /* `typed` is not at the desk yet, `changed` not in `text` either; `last` is when a key was pressed. */
  let count = 0, typed = false, changed = false, last = 0, text = null, isHere = true
  let waiting, first = 0, sending = false, wait = BEAT, trouble = "", held = "", closed = false, left = false

  const tell = () => say(isHere ? held || trouble : box.dataset.nowhere, true)
  const keepHere = () => {
    if (!changed) return
    changed = false
    count = Math.max(count + 1, Date.now())
    text = { serial: count, at: last, fields: entries(form) }
    isHere = local.put(key, text)
    if (trouble) tell()
  }
  const keepHereSoon = within(PAUSE, keepHere)

  const packed = (one, more) => {
    const body = new URLSearchParams(one?.fields || [["sitting", key], ["seen_version", form.elements.seen_version?.value || ""]])
    const known = { serial: 0, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, ...(document.hidden && { tab: "behind" }), ...more }
    if (one) Object.assign(known, { typed: 1, serial: one.serial, ago: Math.max(0, Math.round((Date.now() - one.at) / 1000)) })
    for (const [name, value] of Object.entries(known)) body.set(name, value)
    return body
  }
  const send = (one, more) => {
    return fetch(keep, { method: "POST", body: packed(one, more), redirect: "manual", signal: AbortSignal.timeout(LONGEST_ANSWER) })
  }
  const isTold = (answer) => answer.ok && answer.headers.get("Content-Type")?.includes("json")

  /* The desk takes them as if they had come in time, and then says which texts there are. */
  const handIn = async () => {
    const missed = []
    for (const own of others) {
      const one = local.get(own)
      if (!one) continue
      const answer = await send(one, { tab: "lost" })
      const told = isTold(answer) ? await answer.json() : null
      if (told?.closed) return
      if (told && !told.too_long) local.drop(own, ({ serial }) => serial <= one.serial)
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
    keepHere()
    const sent = typed ? text : null
    typed = false
    first = 0
    const late = setTimeout(() => {
      trouble = box.dataset.late
      if (sent || typed) tell()
    }, LATE)
    try {
      if (others.length) await handIn()
      const answer = await send(sent)
      if (isTold(answer)) take(await answer.json(), sent)
      else if (answer.status >= 500) missed(sent, box.dataset.local)
      else { missed(sent, box.dataset.signedOut); askForToken() }
    } catch ({ name }) {
      missed(sent, name === "TimeoutError" ? box.dataset.late : box.dataset.local)
    }
    clearTimeout(late)
    sending = false
    next()
  }

  const take = (told, sent) => {
    trouble = ""
    if (told.closed || told.too_long) {
      closed = Boolean(told.closed)
      say(told.closed ? box.dataset.closed : box.dataset.tooLong, true)
      return
    }
    wait = BEAT
    if (sent) local.drop(key, ({ serial }) => serial <= sent.serial)
    if (held) say(box.dataset.back, true)
    else if (told.kept) say(box.dataset.kept.replace("{time}", told.kept))
    else if (kept.classList.contains("bar__kept--problem")) say("")
    if (told.token) form.elements.csrfmiddlewaretoken.value = told.token
    document.dispatchEvent(new CustomEvent("desk:talk", { detail: told.talk }))
    const words = [...(told.others || [])]
    if (told.saved) words.push(`${told.saved} ${box.dataset.look}`)
    if (here.textContent !== words.join(" · ")) {
      here.textContent = words.join(" · ")
      said.textContent = here.textContent
    }
  }
  /* It is sent again under another number: the desk may have had it, and this browser not the answer. */
  const missed = (sent, words) => {
    if (sent) typed = changed = true
    wait = Math.min(wait * 2, LONGEST_WAIT)
    trouble = words
    if (typed) tell()
  }
  /* Whoever signs in again in another tab gets a new token, without which nothing can be sent. */
  const askForToken = async () => {
    const answer = await fetch(keep, { redirect: "manual", signal: AbortSignal.timeout(LONGEST_ANSWER) }).catch(() => null)
    if (!answer?.ok) return
    const told = await answer.json()
    if (String(told.user) !== user) return
    form.elements.csrfmiddlewaretoken.value = told.token
    wait = BEAT
  }
  const next = () => {
    clearTimeout(waiting)
    if (closed || left) return
    const rest = document.hidden && !typed ? Math.max(wait, BEAT_BEHIND) : wait
    waiting = setTimeout(beat, typed && wait === BEAT ? PAUSE : rest)
  }

  const touch = () => {
    typed = changed = true
    last = Date.now()
    first ||= last
    keepHereSoon()
    if (sending || wait !== BEAT) return
    clearTimeout(waiting)
    waiting = setTimeout(beat, last - first > LONGEST_PAUSE ? 0 : PAUSE)
  }
  /* What is planned of the story is none of its text. */
  const typedAt = ({ target }) => { if (target.name && !target.closest(".workflow")) touch() }
  for (const name of ["input", "change"]) form.addEventListener(name, typedAt)
  for (const name of ["formset:added", "formset:removed"]) document.addEventListener(name, touch)
  /* Search boxes of the admin tell only jQuery; "change" comes from them as they are made, too. */
  window.django?.jQuery(form).on("select2:select select2:unselect select2:clear", typedAt)
  addEventListener("online", () => { wait = BEAT; beat() })
  document.addEventListener("visibilitychange", () => { if (document.hidden ? typed : true) beat() })

  holdBack(form, {
    probe: keep,
    held: () => {
      held = box.dataset.held
      touch()
      keepHere()
      tell()
    },
  })
  form.addEventListener("submit", (event) => {
    /* What opens another tab leaves this one as it is. */
    if (event.submitter?.formTarget === "_blank") return
    left = true
    changed = false
    held = ""
    clearTimeout(waiting)
    count = Math.max(count + 1, Date.now())
    form.elements.serial.value = count
    /* Whoever takes another text up leaves this one here only if something of it is still to be sent. */
    if (typed || event.submitter?.name !== "_take") local.put(key, { serial: count, at: last || Date.now(), fields: entries(form) })
  })
  addEventListener("pagehide", () => {
    if (left || closed) return
    keepHere()
    const whole = packed(typed ? text : null, { tab: "gone" })
    const body = whole.toString().length < LARGEST_FAREWELL ? whole : packed(null, { tab: "gone" })
    fetch(keep, { method: "POST", body, keepalive: true }).catch(() => {})
  })
  addEventListener("pageshow", (event) => { if (event.persisted) { left = false; beat() } })
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
