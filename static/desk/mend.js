/* A mend that was typed and not printed yet is kept in this browser, and offered again. */
import { later } from "newsroom/later"

const form = document.getElementById("mend")
const prefix = `newsroom mend ${form.dataset.user} ${form.dataset.story} `
const key = prefix + form.elements.live.value

/* The form as it would be sent, without its buttons and its token. */
const entries = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken")
const keep = () => {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields: entries() }))
  } catch { /* A full or forbidden store: nothing can be kept there. */ }
}
const left = JSON.parse(localStorage.getItem(key) || "null")
/* What was typed of a text that is live no more was printed, or has been merged since. */
for (const name of Object.keys(localStorage)) if (name.startsWith(prefix) && name !== key) localStorage.removeItem(name)

let typed = false
const soon = later(1000, keep)
form.addEventListener("input", () => { typed = true; soon() })
addEventListener("pagehide", () => { if (typed) keep() })

/* Sends it to the page's own address, which shows it as it would be. */
const takeUp = () => {
  const sent = document.createElement("form")
  sent.method = "post"
  for (const [name, value] of [...left.fields, ["_take", "1"], ["csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value]]) {
    const field = document.createElement("textarea")
    Object.assign(field, { name, value, hidden: true })
    sent.append(field)
  }
  document.body.append(sent)
  sent.submit()
}

const offer = document.getElementById("mend-left")
if (left && offer.dataset.offered === "yes") {
  const words = offer.querySelector("span")
  words.textContent = words.dataset.words.replace("{time}", new Date(left.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" }))
  offer.hidden = false
  offer.querySelector("[data-take]").addEventListener("click", takeUp)
  offer.querySelector("[data-throw]").addEventListener("click", () => { localStorage.removeItem(key); offer.remove() })
}
