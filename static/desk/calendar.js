/* The calendar: cards are dragged to other days, or moved by their small forms. A card is where one
   put it at once, and goes back if the desk refuses; what the forms do without script is the same. */
const page = document.querySelector("#calendar")
const said = document.querySelector("#said")
const refused = document.querySelector("#refused")
const undo = document.querySelector("#undo")

const field = (form, name) => form.querySelector(`[name="${name}"]`)
const cardOf = (key) => page.querySelector(`[data-card="${CSS.escape(key)}"]`)
const dayOf = (card) => card.closest("[data-day]")?.dataset.day
const placeOf = (day) => page.querySelector(`[data-day="${CSS.escape(day)}"]`)

const mark = () => {
  for (const day of page.querySelectorAll("[data-day]")) {
    const isEmpty = !day.querySelector(".entry:not([hidden])")
    day.classList.toggle("day--empty", isEmpty)
    const words = day.querySelector("[data-empty]")
    if (words) words.hidden = !isEmpty
  }
}

/* Into its day by its hour; a day that is not on this page hides it. */
const put = (card, day) => {
  const list = placeOf(day)?.querySelector(".entries")
  card.hidden = !list
  if (list) {
    const after = [...list.children].find((other) =>
      other !== card && other.dataset.order > card.dataset.order)
    list.insertBefore(card, after ?? null)
  }
  mark()
}

const tell = (words, wrong) => {
  said.textContent = wrong ? "" : words
  refused.textContent = wrong ? words : ""
  undo.hidden = true
}

/* What the desk answers, as {said, …}; `ok` if it moved the card. */
const ask = async (form, values) => {
  const body = new FormData(form)
  for (const [name, value] of Object.entries(values)) body.set(name, value)
  const headers = { Accept: "application/json" }
  const answer = await fetch(form.action, { method: "POST", body, headers }).catch(() => null)
  if (answer?.redirected) return { said: page.dataset.signedOut }
  const told = await answer?.json().catch(() => null)
  return told ? { ...told, ok: answer.ok } : { said: page.dataset.unreachable }
}

const move = async (card, values) => {
  if (card.hasAttribute("aria-busy")) return false
  const form = card.querySelector("form")
  const [list, next] = [card.parentNode, card.nextSibling]
  card.setAttribute("aria-busy", "true")
  put(card, values.day)
  const told = await ask(form, values)
  card.removeAttribute("aria-busy")
  if (!told.ok) {
    card.hidden = false
    list.insertBefore(card, next?.parentNode === list ? next : null)
    mark()
    tell(told.said, true)
    return false
  }
  card.dataset.order = told.time
  card.querySelector(".entry__time").textContent = told.clock
  if (told.label) card.querySelector(".entry__kind b").textContent = told.label
  for (const name of ["day", "time", "seen"]) {
    const input = field(form, name)
    if (input) input.value = input.defaultValue = told[name]
  }
  put(card, told.day)
  /* On which other day its story stands is said anew by the next page. */
  const story = card.querySelector("a").href
  for (const words of page.querySelectorAll("[data-elsewhere]")) {
    if (words.closest("[data-card]").querySelector("a").href === story) words.remove()
  }
  tell(told.said)
  const back = { card: told.card, day: told.day_before, time: told.time_before, seen: told.seen }
  for (const [name, value] of Object.entries(back)) field(undo, name).value = value
  undo.hidden = false
  return true
}

/* By keyboard, or by typing */
page.addEventListener("submit", async (event) => {
  const form = event.target
  if (form.method !== "post") return
  event.preventDefault()
  const card = cardOf(field(form, "card").value)
  const values = Object.fromEntries(["day", "time", "seen", "undo"].flatMap((name) => {
    const input = field(form, name)
    return input ? [[name, input.value]] : []
  }))
  const details = form.closest("details")
  if (!card) {
    /* What is undone stands on a page that is not this one. */
    form.submit()
    return
  }
  if (await move(card, values)) {
    if (details) details.open = false
    if (!card.hidden) card.querySelector("summary").focus()
  } else if (details) {
    field(form, "day").focus()
  }
})

/* By mouse */
let dragged = null
const takes = (day) => dragged && (day.dataset.day || dragged.dataset.card.startsWith("story-"))
for (const card of page.querySelectorAll("[data-may-move]")) card.draggable = true
page.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-may-move]")
  if (!dragged) return
  event.dataTransfer.effectAllowed = "move"
  event.dataTransfer.setData("text/plain", dragged.querySelector("a").textContent)
  event.dataTransfer.setDragImage(dragged, 12, 12)
  page.classList.add("dragging")
})
page.addEventListener("dragend", () => {
  dragged = null
  page.classList.remove("dragging")
  for (const day of page.querySelectorAll(".over")) day.classList.remove("over")
})
for (const day of page.querySelectorAll("[data-day]")) {
  day.addEventListener("dragover", (event) => {
    if (!takes(day)) return
    event.preventDefault()
    day.classList.add("over")
  })
  day.addEventListener("dragleave", (event) => {
    if (!day.contains(event.relatedTarget)) day.classList.remove("over")
  })
  day.addEventListener("drop", (event) => {
    if (!takes(day)) return
    event.preventDefault()
    /* The hour stays as it is: it is not sent. */
    const time = field(dragged.querySelector("form"), "time") ? { time: "" } : {}
    if (dayOf(dragged) !== day.dataset.day) move(dragged, { day: day.dataset.day, ...time })
  })
}

/* A refusal that came with the page is told where the card is. */
page.querySelector("details[open] [name=day]")?.focus()
