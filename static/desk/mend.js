/* A mend that was typed and not printed yet is kept in this browser, and offered again. */
import { barSays, holdBack, reaches } from "newsroom/holding"
import { within } from "newsroom/later"
import { askBefore, entries, texts } from "newsroom/left"

const form = document.getElementById("mend"), box = document.getElementById("mend-left")
const local = texts(`newsroom mend ${form.dataset.user} ${form.dataset.story} `)
const key = form.elements.sitting.value
const token = () => form.elements.csrfmiddlewaretoken.value

let last = 0
/* A text is named by its form and by when it was typed: what is typed there later is another. */
const nameOf = (own) => `${own}.${local.get(own).at}`
const drop = (name) => {
  const [own, at] = name.split(".")
  local.drop(own, (there) => there.at === Number(at))
}
const keep = () => {
  const isHere = local.put(key, { at: last || Date.now(), fields: entries(form) })
  /* What was taken up here goes on here. */
  if (isHere) form.elements.took.value.split(" ").forEach(drop)
  return isHere
}

const soon = within(1000, keep)
form.addEventListener("input", () => { last = Date.now(); soon() })
addEventListener("pagehide", () => { if (last) keep() })

const say = barSays()
const { probe } = form.dataset
const held = () => say(keep() ? form.dataset.held : form.dataset.nowhere, true)
holdBack(form, { probe, held })
form.addEventListener("submit", () => say(""))

/* Sends it to the page's own address, which shows it as it would be. */
const takeUp = async (names) => {
  if (!await reaches(probe)) { held(); return }
  const { fields } = local.get(names[0].split(".")[0])
  const sent = document.createElement("form")
  sent.method = "post"
  const own = fields.filter(([name]) => !["sitting", "took"].includes(name))
  const took = [...names, new Map(fields).get("took") || ""].join(" ")
  for (const [name, value] of [...own, ["took", took], ["_take", "1"], ["csrfmiddlewaretoken", token()]]) {
    const field = document.createElement("textarea")
    Object.assign(field, { name, value, hidden: true })
    sent.append(field)
  }
  document.body.append(sent)
  sent.submit()
  sent.remove()
}

/* The desk reads them and says which differ from the live text, in what, and which are the same. */
const offer = async () => {
  const left = local.keys().filter((own) => own !== key).map((own) => ({
    name: nameOf(own), ago: Math.max(0, Math.round((Date.now() - local.get(own).at) / 1000)), fields: local.get(own).fields,
  }))
  if (!left.length) return
  const body = new URLSearchParams({ _left: JSON.stringify(left), csrfmiddlewaretoken: token() })
  const answer = await fetch(location.pathname, { method: "POST", body, redirect: "manual" })
  if (!answer.ok) return
  const { offers, printed } = await answer.json()
  printed.forEach(drop)
  box.insertAdjacentHTML("beforeend", offers)
}

askBefore(box, (names) => { names.forEach(drop); return true })
box.addEventListener("click", ({ target }) => {
  if (target.closest("[data-take]")) takeUp(target.closest(".offer").dataset.names.split(" "))
})
if ("offering" in box.dataset) offer()
