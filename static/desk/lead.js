/* The lead image: what is chosen is seen, and another is chosen from the library or sent to it. */
import { make } from "newsroom/dialogs"
import { choose, send, wordsOf } from "newsroom/pictures"

const start = (field) => {
  const box = make("div", { className: "lead" })
  const label = document.querySelector(`label[for="${field.id}"]`)
  const opener = make("button", { type: "button", className: "button small" })
  const out = make("button", { type: "button", className: "button small plain", textContent: gettext("Take it out") })
  const amiss = make("p", { className: "amiss", role: "alert" })
  let words = null
  const put = (image) => {
    const id = String(image?.id ?? "")
    if (id && ![...field.options].some(({ value }) => value === id)) field.add(new Option(image.name, id))
    field.value = id
    field.dispatchEvent(new Event("change", { bubbles: true }))
    show()
  }
  const show = () => {
    words?.end()
    words = field.value ? wordsOf(field.value) : null
    const picture = field.value ? [make("img", { src: `/admin/articles/image/${field.value}/thumbnail/`, alt: field.selectedOptions[0]?.textContent || "" }), words.line] : []
    box.replaceChildren(...picture)
    opener.textContent = field.value ? gettext("Choose another") : gettext("Choose a picture")
    out.hidden = !field.value
  }
  const sent = async (file) => {
    if (!file?.type.startsWith("image/")) return
    amiss.textContent = ""
    opener.disabled = true
    try {
      put(await send(file, (part) => { opener.textContent = gettext("Sending: {part} %").replace("{part}", Math.round(part * 100)) }))
    } catch ({ message }) {
      amiss.textContent = message
      show()
    }
    opener.disabled = false
  }
  const row = field.closest(".form-row")
  row.addEventListener("dragover", (event) => event.preventDefault())
  row.addEventListener("drop", (event) => { event.preventDefault(); sent(event.dataTransfer.files[0]) })
  opener.addEventListener("click", async () => { const image = await choose(); if (image) put(image) })
  out.addEventListener("click", () => { put(null); opener.focus() })
  /* It would be the name of a select box that nobody sees. */
  label.removeAttribute("for")
  field.closest(".related-widget-wrapper").after(box, make("p", { className: "bar__ways" }, opener, out), amiss)
  row.classList.add("has-lead")
  show()
}

const field = document.querySelector("#article_form [name=lead_image]")
if (field?.matches("select:not(:disabled)")) start(field)
