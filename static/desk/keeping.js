/* What is typed is kept as one writes: a second after the last key at the desk, and in this browser
   until the desk has it. Nothing here saves the story. The desk answers who else is here. */
const box = document.getElementById("offers")
const PAUSE = 1000, LONGEST_PAUSE = 10_000, BEAT = 5000, LONGEST_WAIT = 30_000
const LARGEST_FAREWELL = 60_000

const start = (form) => {
  const { keep, throw: thrower, user, story } = box.dataset
  const key = form.elements.sitting.value
  const prefix = `newsroom ${user} ${story} `
  const kept = document.getElementById("kept"), said = document.getElementById("kept-said")
  const here = document.getElementById("here")
  let count = 0, typed = false, waiting, first = 0, sending = false, wait = BEAT, closed = false, left = false

  /* The form as it would be sent, without its buttons and its token. */
  const entries = () => {
    return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== "serial")
  }
  const clock = (at) => new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", second: "2-digit" })

  const say = (words, isProblem = false) => {
    kept.textContent = words
    kept.classList.toggle("bar__kept--problem", isProblem)
    /* What goes well is said to the eye alone: every second would be too often for the ear. */
    said.textContent = isProblem ? words : ""
  }

  /* In this browser, until the desk has it; by account, so that no one else is offered it. */
  const local = {
    put: (fields, serial) => {
      try {
        localStorage.setItem(prefix + key, JSON.stringify({ at: Date.now(), serial, fields }))
      } catch { /* A full or forbidden store: the desk keeps it all the same. */ }
    },
    drop: (serial) => {
      const there = JSON.parse(localStorage.getItem(prefix + key) || "null")
      if (there && there.serial <= serial) localStorage.removeItem(prefix + key)
    },
  }

  const send = async (text) => {
    const body = new URLSearchParams(text || [["sitting", key], ["seen_version", form.elements.seen_version?.value || ""]])
    const serial = text ? count : 0
    body.set("serial", serial)
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value)
    if (text) body.set("typed", "1")
    return fetch(keep, { method: "POST", body, redirect: "manual" })
  }

  const beat = async () => {
    if (sending || closed || left) return
    sending = true
    clearTimeout(waiting)
    const text = typed ? entries() : null
    if (text) {
      count = Math.max(count + 1, Date.now())
      typed = false
      first = 0
      local.put(text, count)
    }
    try {
      const answer = await send(text)
      const isJson = answer.headers.get("Content-Type")?.includes("json")
      if (answer.ok && isJson) take(await answer.json(), text)
      else if (answer.status === 413) say(box.dataset.tooLong, true)
      else if (answer.status === 403 && isJson) { closed = true; say(box.dataset.closed, true) }
      else if (answer.status >= 500) missed(text, box.dataset.local)
      else { missed(text, box.dataset.signedOut); askForToken() }
    } catch {
      missed(text, box.dataset.local)
    }
    sending = false
    next()
  }

  const take = (told, text) => {
    wait = BEAT
    if (text) {
      local.drop(count)
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
    /* Whoever takes another text up has not typed this one. */
    if (event.submitter?.name !== "_take") local.put(entries(), count)
  })
  addEventListener("pagehide", () => {
    if (!typed || left) return
    const text = entries()
    count = Math.max(count + 1, Date.now())
    local.put(text, count)
    const body = new URLSearchParams([...text, ["serial", count], ["typed", "1"], ["csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value]])
    if (body.toString().length < LARGEST_FAREWELL) fetch(keep, { method: "POST", body, keepalive: true }).catch(() => {})
  })
  form.addEventListener("desk:leave", () => { left = true })
  addEventListener("pageshow", (event) => { if (event.persisted) { left = false; next() } })
  /* A tab that is closed asks only while something is nowhere but in it. */
  addEventListener("beforeunload", (event) => { if (typed && !left && kept.classList.contains("bar__kept--problem")) event.preventDefault() })

  offer({ form, prefix, key, thrower, clock })
  if ("typed" in box.dataset) touch()
  else next()
}

/* Texts that are offered again: those of the desk stand on the page, those of this browser are added. */
const offer = ({ form, prefix, key, thrower, clock }) => {
  const added = document.getElementById("offer"), sure = document.getElementById("sure")
  const there = new Map([...box.querySelectorAll("[data-key]")].map(({ dataset }) => [dataset.key, Number(dataset.serial)]))
  const saved = box.dataset.saved.split(" ")
  for (const name of Object.keys(localStorage).filter((each) => each.startsWith(prefix))) {
    const own = name.slice(prefix.length)
    const text = JSON.parse(localStorage.getItem(name))
    if (own === key) continue
    if (saved.includes(own) || there.get(own) >= text.serial) {
      localStorage.removeItem(name)
      continue
    }
    const { firstElementChild: one } = added.content.cloneNode(true)
    one.dataset.local = name
    const line = one.querySelector("p")
    line.querySelector("span").textContent = line.dataset.words.replace("{time}", clock(text.at))
    one.querySelector("b").textContent = new Map(text.fields).get("headline") || ""
    one.querySelector("[data-take]").addEventListener("click", () => takeUp(form, text.fields))
    box.append(one)
  }
  box.addEventListener("click", async ({ target }) => {
    const one = target.closest(".offer")
    if (target.closest("[data-throw-away]")) {
      target.replaceWith(sure.content.cloneNode(true))
      one.querySelector("[data-sure]").focus()
    } else if (target.closest("[data-sure]")) {
      if (one.dataset.local) localStorage.removeItem(one.dataset.local)
      else {
        const body = new URLSearchParams({ key: one.dataset.key, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value })
        const answer = await fetch(thrower, { method: "POST", body, redirect: "manual" })
        if (!answer.ok) return
      }
      one.remove()
    }
  })
}

/* Sends a text of this browser to the form's own address, which shows it as it would be. */
const takeUp = (form, fields) => {
  const sent = document.createElement("form")
  sent.method = "post"
  const known = [...fields.filter(([name]) => name !== "sitting"), ["_take", "local"], ["csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value]]
  for (const [name, value] of known) {
    const field = document.createElement("textarea")
    Object.assign(field, { name, value, hidden: true })
    sent.append(field)
  }
  document.body.append(sent)
  form.dispatchEvent(new Event("desk:leave"))
  sent.submit()
}

if (box) start(box.closest("form"))
