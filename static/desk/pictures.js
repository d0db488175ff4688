/* Pictures of the library: chosen, sent to it, and worded, without leaving the story. */
import { make, open } from "newsroom/dialogs"
import { later } from "newsroom/later"

const LIBRARY = "/admin/articles/image/"
const away = () => gettext("The library cannot be reached. Try again.")
const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value

/* What is known of pictures by their ids; whoever shows one is told when that changes. */
const known = new Map(), shown = new Map()
let wanted = new Set()
const learn = (image) => {
  known.set(String(image.id), image)
  for (const tell of shown.get(String(image.id)) || []) tell(image)
  return image
}
const fetchWanted = later(0, async () => {
  const ids = [...wanted]
  wanted = new Set()
  const answer = await fetch(`${LIBRARY}choose/?ids=${ids.join(",")}`).catch(() => null)
  if (answer?.ok) (await answer.json()).images.forEach(learn)
})
/* Calls `tell` with what is known of a picture, now and whenever it changes; gives what ends that. */
export const watch = (id, tell) => {
  const all = shown.get(id) || shown.set(id, new Set()).get(id)
  all.add(tell)
  if (known.has(id)) tell(known.get(id))
  else { wanted.add(id); fetchWanted() }
  return () => all.delete(tell)
}

/* Sends a file; `tell` hears how far it is, from 0 to 1. Throws an Error with words for the person, which
   is `again` where the same file may yet be taken. */
const amiss = (words, again = true) => Object.assign(new Error(words), { again })
export const send = (file, tell = () => {}) => new Promise((resolve, reject) => {
  const request = new XMLHttpRequest(), body = new FormData()
  body.set("file", file)
  request.open("POST", `${LIBRARY}upload/`)
  request.setRequestHeader("X-CSRFToken", token())
  request.upload.addEventListener("progress", ({ loaded, total }) => tell(total ? loaded / total : 0))
  request.addEventListener("error", () => reject(amiss(away())))
  request.addEventListener("load", () => {
    let told = {}
    try { told = JSON.parse(request.responseText) } catch { /* A page in place of an answer: signed out. */ }
    if (told.id) resolve(learn(told))
    else if (told.error) reject(amiss(told.error, false))
    else reject(amiss(request.status >= 500 ? away() : gettext("You were signed out. Sign in in another tab, and send it again.")))
  })
  request.send(body)
})

/* Asks for a picture of the library; one that is dropped or sent here is taken at once. */
export const choose = () => open(gettext("Picture from the library"), "library", (done, close) => {
  const find = make("input", { type: "search", placeholder: gettext("Search the library"), "aria-label": gettext("Search the library") })
  const list = make("ul", { role: "list" })
  const more = make("button", { type: "button", className: "button", textContent: gettext("More pictures"), hidden: true })
  const said = make("p", { className: "amiss", role: "alert" })
  const file = make("input", { type: "file", accept: "image/*", className: "visually-hidden", id: "sent-file" })
  const give = make("label", { htmlFor: "sent-file", className: "button library__send", textContent: gettext("Send a file, or drop one here") })
  let next = ""
  const entry = (image) => {
    learn(image)
    const button = make("button", { type: "button" },
      make("img", { src: image.thumbnail, alt: image.alt, loading: "lazy" }), make("span", { textContent: image.name }))
    if (image.warning) button.append(make("span", { className: "warning", textContent: image.warning }))
    button.addEventListener("click", () => done(image))
    return make("li", {}, button)
  }
  const show = async (isMore) => {
    const answer = await fetch(`${LIBRARY}choose/?q=${encodeURIComponent(find.value)}&after=${isMore ? encodeURIComponent(next) : ""}`).catch(() => null)
    if (!answer?.ok) { said.textContent = away(); return }
    said.textContent = ""
    const { images, next: after } = await answer.json()
    next = after
    more.hidden = !after
    if (!isMore) list.replaceChildren()
    list.append(...images.map(entry))
    if (!list.childElementCount) list.replaceChildren(gettext("No picture matches."))
    if (isMore) list.children[list.childElementCount - images.length]?.querySelector("button").focus()
  }
  const take = async (one) => {
    if (!one) return
    said.textContent = ""
    give.ariaBusy = "true"
    try {
      done(await send(one, (part) => { give.textContent = gettext("Sending: {part} %").replace("{part}", Math.round(part * 100)) }))
    } catch ({ message }) {
      said.textContent = message
      give.textContent = gettext("Send another file, or drop one here")
    }
    give.ariaBusy = "false"
  }
  const soon = later(200, () => show())
  find.addEventListener("input", soon)
  find.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault() })
  more.addEventListener("click", () => show(true))
  file.addEventListener("change", () => take(file.files[0]))
  const body = make("div", { className: "library__body" }, make("p", { className: "library__ways" }, find, file, give), said, list, make("p", { className: "ways" }, more, close))
  body.addEventListener("dragover", (event) => event.preventDefault())
  body.addEventListener("drop", (event) => { event.preventDefault(); take(event.dataTransfer.files[0]) })
  show()
  return [body]
})

/* The words that go with a picture wherever it is shown. */
export const word = (image) => open(gettext("Words of the picture"), "ask", (done, close) => {
  const line = (name, label, help) => {
    const field = make("textarea", { id: `words-${name}`, name, rows: 2, value: image[name], "aria-describedby": `words-${name}-help` })
    return [make("label", { htmlFor: field.id, textContent: label }), field, make("p", { className: "help", id: `words-${name}-help`, textContent: help })]
  }
  const amiss = make("p", { className: "amiss", role: "alert" })
  const form = make("form", { noValidate: true },
    make("img", { src: image.thumbnail, alt: "", className: "thumb" }),
    ...line("alt", gettext("Alt text"), gettext("What is to be seen, for those who cannot see it.")),
    ...line("credit", gettext("Credit"), gettext("Who made it, and for whom.")),
    ...line("caption", gettext("Usual caption"), gettext("Stands beneath it where a story gives no caption of its own.")),
    amiss,
    make("p", { className: "help", textContent: gettext("These words are the picture's own: they change in every story that shows it.") }),
    make("p", { className: "ways" }, make("button", { type: "submit", className: "button default", textContent: gettext("Save the words") }), close))
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const body = new URLSearchParams(new FormData(form))
    const answer = await fetch(`${LIBRARY}${image.id}/words/`, { method: "POST", body, headers: { "X-CSRFToken": token() } }).catch(() => null)
    const told = answer?.headers.get("Content-Type")?.includes("json") ? await answer.json() : {}
    if (answer?.ok && told.id) done(learn(told))
    else amiss.textContent = told.error || away()
  })
  return [form]
})

/* What is said of a picture beneath it, and the button that changes it. */
export const wordsOf = (id) => {
  const said = make("span"), button = make("button", { type: "button", className: "button small plain", textContent: gettext("Alt text and credit") })
  const line = make("p", { className: "picture-words", contentEditable: "false", hidden: true }, said, " ", button)
  const end = watch(id, (image) => {
    line.hidden = false
    said.replaceChildren(
      image.alt ? gettext("Alt text: {words}").replace("{words}", image.alt) : make("b", { textContent: gettext("No alt text") }), " · ",
      image.credit ? gettext("Credit: {words}").replace("{words}", image.credit) : make("b", { textContent: gettext("No credit") }))
    if (image.warning) said.append(" · ", make("b", { textContent: image.warning }))
  })
  button.addEventListener("click", () => known.has(id) && word(known.get(id)))
  return { line, end }
}
