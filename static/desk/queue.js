/* The queue in place: what a button of a card does is sent as its form would be sent, and that card
   alone changes. What fails is told, and nothing that was typed is lost. Without script the same
   forms load the page anew. */
const queue = document.querySelector(".queue")
const toast = document.getElementById("toast")
const parse = (html) => new DOMParser().parseFromString(html, "text/html")
const cardsOf = (root) => [...root.querySelectorAll(".report")]
const list = () => queue.querySelector(".reports")

/* Focus, and what is told */

const focusOn = (card) => {
  if (!card) return
  const all = cardsOf(queue), name = card.querySelector(".report__name")?.textContent.trim().replace(/\s+/g, " ")
  const where = card.querySelector(".report__headline")?.textContent.trim() || ""
  if (name) card.setAttribute("aria-label", queue.dataset.card
    .replace("{n}", all.indexOf(card) + 1).replace("{count}", all.length).replace("{name}", name).replace("{story}", where))
  card.focus({ preventScroll: true })
  card.scrollIntoView({ block: "nearest" })
}

queue.addEventListener("queue:focus", ({ target }) => focusOn(target))

const said = toast.querySelector("[role=status]"), undo = toast.querySelector("form"), undoButton = undo.querySelector("button")
const STAYS = 10_000
let timer, left = 0, since = 0, isLate = false
const close = () => {
  if (toast.contains(document.activeElement)) focusOn(document.querySelector(".report[data-last]") || cardsOf(queue)[0])
  toast.classList.remove("toast--open")
}
/* What nobody sees any more is undone by no key. */
const end = () => {
  close()
  isLate ||= Boolean(undoButton.value)
  undoButton.value = ""
}
const go = () => {
  clearTimeout(timer)
  since = Date.now()
  timer = setTimeout(end, left)
}
/* Whoever reads it, or is about to press, has all the time that they want. */
const pause = () => {
  clearTimeout(timer)
  left = Math.max(2_000, left - (Date.now() - since))
}
const isLookedAt = () => toast.matches(":hover") || toast.contains(document.activeElement)
for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, pause)
for (const name of ["pointerleave", "focusout"]) {
  toast.addEventListener(name, () => setTimeout(() => { if (!isLookedAt()) go() }))
}
const tell = (words, { batch = "", isWrong = false } = {}) => {
  toast.classList.add("toast--open")
  toast.classList.toggle("toast--wrong", isWrong)
  undo.hidden = !batch
  undoButton.value = batch
  isLate = false
  // Emptied first: the same words twice are told twice.
  said.textContent = ""
  requestAnimationFrame(() => { said.textContent = words })
  left = STAYS
  if (!isLookedAt()) go()
}
toast.querySelector("[data-close]").addEventListener("click", () => {
  close()
  go()
})
queue.addEventListener("queue:nothing", () => {
  const { late, nothing } = queue.dataset, wasLate = isLate
  tell(isLate ? late : nothing, { isWrong: true })
  isLate = wasLate
})
/* Above the list its button stays, and says what it is about. */
setTimeout(() => {
  for (const each of document.querySelectorAll(".messagelist [data-key=u]")) {
    isLate = true
    delete each.dataset.key
  }
}, STAYS)

/* What the page that comes back says, as it would have said it by itself. */
const toldIn = (page) => {
  const messages = [...page.querySelectorAll(".messagelist > li")]
  const words = messages.map((each) => {
    const alone = each.cloneNode(true)
    alone.querySelector("form")?.remove()
    return alone.textContent.trim()
  }).join(" ")
  return {
    words,
    batch: page.querySelector(".messagelist [name=_undo]")?.value || "",
    isWrong: messages.some((each) => each.matches(".error, .warning")),
    isDone: messages.some((each) => each.matches(".success")),
  }
}

/* Cards that come and go */

const gone = new Set()

const leave = (card, page) => {
  const hadFocus = card.contains(document.activeElement)
  const next = card.nextElementSibling || card.previousElementSibling
  gone.add(card.id)
  card.remove()
  if (next) return hadFocus && focusOn(next)
  const rest = page.querySelector(".reports, .queue__none")
  if (!rest) return
  rest.tabIndex = -1
  list().replaceWith(rest)
  if (hadFocus) cardsOf(queue)[0] ? focusOn(cardsOf(queue)[0]) : rest.focus()
}

const wordsOf = (card) => card.textContent.replace(/\s+/g, " ")

const renew = (card, fresh) => {
  const hadFocus = card.contains(document.activeElement)
  const box = card.querySelector("[name=chosen]"), newBox = fresh.querySelector("[name=chosen]")
  if (box && newBox) newBox.checked = box.checked
  const more = fresh.querySelector(".report__else")
  if (more) more.open = card.querySelector(".report__else").open
  card.replaceWith(fresh)
  if (hadFocus) focusOn(fresh)
}

/* Newer reports may have pushed it over the end of the page, where it still is. */
const isBeyond = (card, page) => {
  const there = cardsOf(page), last = there.at(-1) && document.getElementById(there.at(-1).id)
  return page.querySelector("[rel=next]") && last && last.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING
}

const bringBack = (page) => {
  const there = cardsOf(page)
  if (!list() && there.length) queue.querySelector(".queue__none")?.replaceWith(parse("<ol class='reports'></ol>").body.firstChild)
  let first
  for (const [n, fresh] of there.entries()) {
    if (!gone.has(fresh.id) || document.getElementById(fresh.id)) continue
    const after = there.slice(n + 1).map(({ id }) => document.getElementById(id)).find(Boolean)
    after ? after.before(fresh) : list().append(fresh)
    gone.delete(fresh.id)
    first ??= fresh
  }
  return first
}

/* How many there are: in the tabs, of what was looked for, and of all that can be done at once. */
const renewCounts = (page) => {
  for (const place of [".queue__tabs", ".queue__where"]) {
    const fresh = page.querySelector(place)
    if (fresh) queue.querySelector(place)?.replaceWith(fresh)
  }
  const several = document.getElementById("several"), fresh = page.getElementById("several")
  if (!several && fresh) queue.querySelector("#queue-staff").before(fresh)
  else if (several) {
    several.hidden = !fresh
    if (fresh) several.querySelector(".several__all").replaceWith(fresh.querySelector(".several__all"))
  }
}

/* Sending: one after the other, since each answer tells what was said since the last. */

class SignedOut extends Error {}
let before = Promise.resolve()
const load = async (url, given) => {
  const response = await fetch(url, given)
  if (new URL(response.url).pathname !== location.pathname) throw new SignedOut()
  if (!response.ok) throw new Error(response.status)
  return parse(await response.text())
}
const post = (body) => {
  const sent = before.then(() => load(location.pathname + location.search, { method: "POST", body }))
  before = sent.catch(() => {})
  return sent
}
const failed = (problem) => {
  tell(problem instanceof SignedOut ? queue.dataset.signedOut : queue.dataset.unreachable, { isWrong: true })
}

const seenOf = (card) => card.querySelector("[name=seen]")?.value

const keepTyped = (card, fresh) => {
  for (const field of card.querySelectorAll(".report__ask [id]")) {
    const same = fresh.querySelector(`#${field.id}`)
    if (!same) continue
    same.value = field.value
    same.closest("details").open = field.closest("details").open
  }
}

const done = (card, page) => {
  const told = toldIn(page), fresh = page.getElementById(card.id)
  const isBack = !told.isDone && told.isWrong
  /* What was refused since it had changed meanwhile is shown as it is now, to be dealt with. */
  const isSame = fresh && seenOf(fresh) === seenOf(card)
  if (fresh && isBack && !isSame) keepTyped(card, fresh)
  if (fresh && !(isBack && isSame)) renew(card, fresh)
  else if (!fresh && !isBeyond(card, page)) leave(card, page)
  renewCounts(page)
  tell(told.words, told)
}
const undone = (page) => {
  const changed = cardsOf(page).filter((fresh) => {
    const there = document.getElementById(fresh.id)
    if (!there || wordsOf(there) === wordsOf(fresh)) return false
    renew(there, fresh)
    return true
  })
  const first = bringBack(page)
  renewCounts(page)
  focusOn(first || changed[0])
  tell(toldIn(page).words, { isWrong: toldIn(page).isWrong })
}

document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event, card = form.closest(".report")
  const isUndo = submitter?.name === "_undo"
  if (!isUndo && !card) return
  event.preventDefault()
  if (form.dataset.sent) return
  form.dataset.sent = "1"
  for (const each of queue.querySelectorAll("[data-last]")) delete each.dataset.last
  if (card) card.dataset.last = card.ariaBusy = "true"
  try {
    const page = await post(new URLSearchParams(new FormData(form, submitter)))
    if (isUndo) {
      form.closest("[data-undo]")?.remove()
      undone(page)
    } else done(card, page)
  } catch (problem) {
    failed(problem)
  } finally {
    delete form.dataset.sent
    card?.removeAttribute("aria-busy")
  }
})

/* What came in meanwhile stands behind a button: nothing moves while one reads. */

const news = queue.querySelector(".queue__news"), button = news.querySelector("button")
const EVERY = 30_000
let asked = Date.now()
const ask = async () => {
  if (document.hidden) return
  asked = Date.now()
  try {
    const response = await fetch(`${queue.dataset.news}&after=${queue.dataset.since}`)
    if (!response.ok || response.redirected) return
    const { told } = await response.json()
    if (button.textContent !== told) button.textContent = told
    button.hidden = !told
  } catch {
    // Asked again in half a minute.
  }
}
setInterval(ask, EVERY)
document.addEventListener("visibilitychange", () => { if (Date.now() - asked >= EVERY) ask() })

button.addEventListener("click", async () => {
  const newest = queue.dataset.newest
  // Elsewhere in the queue they are not next to anything that is shown.
  if (location.search !== newest && /[?&](older|newer)=/.test(location.search)) return location.assign(newest)
  try {
    const page = await load(location.pathname + location.search)
    const there = cardsOf(page), known = there.findIndex(({ id }) => document.getElementById(id))
    if (!list() || known < 0) queue.querySelector(".reports, .queue__none").replaceWith(page.querySelector(".reports, .queue__none"))
    else list().prepend(...there.slice(0, known))
    queue.dataset.since = page.querySelector(".queue").dataset.since
    const until = document.querySelector("#several [name=until]")
    if (until) until.value = queue.dataset.since
    button.hidden = true
    button.textContent = ""
    renewCounts(page)
    focusOn(cardsOf(queue)[0])
  } catch (problem) {
    failed(problem)
  }
})
