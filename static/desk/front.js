/* Arranging a front: stories are dragged into slots, or put there by their fields and buttons. What is
   done here only sets the form's own fields, which do the same without script. */
const form = document.querySelector("#front")
const said = document.querySelector("#said")
const slots = [...form.querySelectorAll("[data-slot]")]
const total = form.querySelector("[name=placements-TOTAL_FORMS]")
const most = Number(form.querySelector("[name=placements-MAX_NUM_FORMS]").value)

const field = (card, name) => card.querySelector(`[name$="-${name}"]`)
const listOf = (slot) => slot.querySelector(".slot__stories")
const slotNamed = (value) => slots.find((slot) => slot.dataset.slot === value)
const headline = (card) => card.querySelector(".story-line__headline")?.textContent ?? ""
const cards = () => [...form.querySelectorAll(".placement")]

const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name])

/* The list says of each story in which slot it is. */
const mark = () => {
  for (const story of form.querySelectorAll(".story")) {
    const here = cards().find((card) => field(card, "article").value === story.dataset.article)
    const slot = here?.closest("[data-slot]")
    const words = story.querySelector(".story__slot")
    words.hidden = !slot?.dataset.slot
    words.textContent = words.hidden ? "" : fill(form.dataset.here, { slot: slot.dataset.name })
  }
}

const say = (words, values) => {
  said.textContent = fill(words, values)
  mark()
  /* The desk asks before a tab with unsaved work is closed. */
  form.dispatchEvent(new Event("input"))
}

/* Fields hold the site's time, which may not be the browser's: hours go on from what the page said. */
const asHours = (local) => Date.parse(`${local}Z`)
const now = () => asHours(form.dataset.now) + performance.now()

/* What has begun begins anew in another slot; what waits keeps its time. */
const put = (card, slot) => {
  if (slot.contains(card)) return
  const from = field(card, "live_from")
  if (from.value && asHours(from.value) <= now()) from.value = ""
  field(card, "slot").value = slot.dataset.slot
  listOf(slot).prepend(card)
  say(slot.dataset.slot ? form.dataset.put : form.dataset.off,
    { story: headline(card), slot: slot.dataset.name })
}

/* A story that stands here without an end cannot stand in two places: it moves. */
const standing = (article) => cards().find((card) =>
  field(card, "article").value === article && !field(card, "live_until").value)

const add = (story, slot) => {
  const card = standing(story.dataset.article)
  if (card) {
    put(card, slot)
    return card
  }
  const number = Number(total.value)
  if (number >= most) {
    say(form.dataset.full, {})
    return null
  }
  const made = document.querySelector("#placement").content.firstElementChild.cloneNode(true)
  for (const element of made.querySelectorAll("[name], [id], [for]")) {
    for (const name of ["name", "id", "for"]) {
      const value = element.getAttribute(name)
      if (value) element.setAttribute(name, value.replace("__prefix__", number))
    }
  }
  field(made, "article").value = story.dataset.article
  field(made, "named").value = headline(story)
  made.querySelector(".story-line").append(
    ...[...story.querySelector(".story-line").children].map((part) => part.cloneNode(true)))
  total.value = number + 1
  equip(made)
  put(made, slot)
  return made
}

const equip = (card) => {
  const choice = field(card, "slot")
  const more = card.querySelector("summary")
  const off = card.querySelector("[data-take-off]")
  choice.addEventListener("change", () => {
    put(card, slotNamed(choice.value))
    choice.focus()
  })
  off.hidden = false
  off.addEventListener("click", () => {
    put(card, slotNamed(""))
    more.focus()
  })
  /* Each is told apart by what it is of. */
  for (const control of [more, off]) control.setAttribute("aria-description", headline(card))
  field(card, "headline").placeholder = headline(card)
}

/* All that is in a slot changes places with what is in the one above or below it. */
const swap = (slot, step, button) => {
  const other = slots[slots.indexOf(slot) + step]
  const mine = [...listOf(slot).children]
  const theirs = [...listOf(other).children]
  for (const [card, to] of [...mine.map((c) => [c, other]), ...theirs.map((c) => [c, slot])]) {
    field(card, "slot").value = to.dataset.slot
    listOf(to).append(card)
  }
  button.focus()
  say(form.dataset.swapped, { slot: slot.dataset.name, other: other.dataset.name })
}

const real = slots.filter((slot) => slot.dataset.slot)
real.forEach((slot, n) => {
  slot.querySelector(".sort").hidden = false
  for (const button of slot.querySelectorAll("[data-swap]")) {
    const step = Number(button.dataset.swap)
    button.disabled = !real[n + step]
    button.addEventListener("click", () => swap(slot, step, button))
  }
})
cards().forEach(equip)
mark()

/* By mouse */
let dragged = null
form.addEventListener("dragstart", (event) => {
  dragged = event.target.closest(".placement, .story")
  if (!dragged) return
  event.dataTransfer.effectAllowed = "move"
  event.dataTransfer.setData("text/plain", headline(dragged))
  event.dataTransfer.setDragImage(dragged, 12, 12)
  form.classList.add("dragging")
})
form.addEventListener("dragend", () => {
  dragged = null
  form.classList.remove("dragging")
  slots.forEach((slot) => slot.classList.remove("over"))
})
for (const slot of slots) {
  slot.addEventListener("dragover", (event) => {
    if (!dragged) return
    event.preventDefault()
    slot.classList.add("over")
  })
  slot.addEventListener("dragleave", (event) => {
    if (!slot.contains(event.relatedTarget)) slot.classList.remove("over")
  })
  slot.addEventListener("drop", (event) => {
    if (!dragged) return
    event.preventDefault()
    if (dragged.matches(".placement")) put(dragged, slot)
    else if (slot.dataset.slot) add(dragged, slot)
  })
}

/* By keyboard: the list beneath each story, which without script waits for the next save. */
const list = document.querySelector("#stories")
list.addEventListener("change", (event) => {
  const slot = event.target.value && slotNamed(event.target.value)
  if (!slot) return
  const card = add(event.target.closest(".story"), slot)
  event.target.value = ""
  card?.querySelector("summary").focus()
})

/* Search as one types; what was typed into the front stays. */
const asked = document.querySelector("#q")
let waiting
let last = 0
const find = async () => {
  const mine = ++last
  const address = `${form.dataset.stories}?q=${encodeURIComponent(asked.value)}`
  const answer = await fetch(address).catch(() => null)
  const found = answer?.ok && !answer.redirected && await answer.text().catch(() => null)
  /* An answer may be overtaken by that to what was typed after. */
  if (mine !== last) return
  if (answer?.redirected) list.textContent = form.dataset.signedOut
  else if (typeof found !== "string") list.textContent = form.dataset.unreachable
  else list.innerHTML = found
  mark()
}
asked.addEventListener("input", (event) => {
  event.stopPropagation()
  clearTimeout(waiting)
  waiting = setTimeout(find, 200)
})
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("input")) return
  event.preventDefault()
  if (event.target === asked) find()
  if (event.target.name === "moment") form.querySelector("[name=_preview]").click()
})
for (const button of form.querySelectorAll(".stories__find [name=_find]")) {
  button.addEventListener("click", (event) => {
    event.preventDefault()
    find()
  })
}

/* The first field that is wrong is where one looks. */
form.querySelector(".errors input:not([type=hidden]), .errors select")?.focus()
