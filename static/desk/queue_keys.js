/* The queue by keys: each presses what is there to be pressed (`data-key`) on the card that has the
   focus; on the page of one report, that one is meant, and j and k are links. None is heard in a field or with Ctrl, Alt or the like; all can be switched off. */
const queue = document.querySelector(".queue, .reported .report")
const help = document.getElementById("queue-help")
const opener = document.getElementById("queue-keys")
const toggle = help.querySelector("[name=keys]")
const KEPT = "newsroom-queue-keys"

const isOn = () => {
  try {
    return localStorage.getItem(KEPT) !== "off"
  } catch {
    return true
  }
}
const keep = (on) => {
  try {
    localStorage.setItem(KEPT, on ? "on" : "off")
  } catch {
    // A browser that keeps nothing asks again on the next page.
  }
}
let on = isOn()
toggle.checked = on
toggle.addEventListener("change", () => keep(on = toggle.checked))
opener.hidden = false
opener.addEventListener("click", () => help.showModal())

let last = queue.closest(".report")
const cards = () => [...queue.querySelectorAll(".report")]
const present = () => {
  const focused = document.activeElement?.closest(".report")
  return focused || (last?.isConnected ? last : null)
}
const focusOn = (card) => {
  last = card
  card.dispatchEvent(new CustomEvent("queue:focus", { bubbles: true }))
}
const step = (by) => {
  const all = cards(), now = all.indexOf(present())
  const to = all[Math.max(0, Math.min(all.length - 1, now < 0 ? 0 : now + by))]
  if (to) focusOn(to)
}
queue.addEventListener("focusin", ({ target }) => { last = target.closest(".report") || last })

const typesIn = (place) => place.isContentEditable ||
  place.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])")

const openAsk = (summary) => {
  const box = summary.parentElement
  box.open = true
  // The buttons stay where they are: the page moves only as far as the form does not fit.
  box.querySelector("select, input:not([type=hidden])").focus({ preventScroll: true })
  box.querySelector("form").scrollIntoView({ block: "nearest" })
}
const press = (card, key) => {
  const place = card?.querySelector(`[data-key="${key}"]`)
  if (!place) return false
  if (place.matches("summary")) openAsk(place)
  else if (place.matches("select")) place.focus()
  else place.click()
  return true
}

const ALONE = {
  j: () => press(queue, "j") || step(1),
  k: () => press(queue, "k") || step(-1),
  "/": () => document.querySelector(".look [name=q]")?.focus(),
  "?": () => help.showModal(),
  // The latest first: the one of the toast, else of the page as it came.
  u: () => {
    const latest = [...document.querySelectorAll("[data-key=u]")].filter(({ value }) => value).at(-1)
    latest ? latest.click() : queue.dispatchEvent(new CustomEvent("queue:nothing"))
  },
}
document.addEventListener("keydown", (event) => {
  const { key, target } = event, card = target.closest?.(".report")
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return
  const box = target.closest?.(".report__ask[open]")
  if (key === "Escape" && box) {
    box.open = false
    return focusOn(card)
  }
  if (!on || document.querySelector("dialog[open]") || typesIn(target)) return
  if (event.repeat && !"jk".includes(key)) return
  if (key === "Enter" && target !== card) return
  if (ALONE[key]) ALONE[key]()
  else if (!/^[a-z]$|^Enter$/.test(key) || !press(present(), key)) return
  event.preventDefault()
})
