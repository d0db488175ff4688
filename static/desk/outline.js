/* What the form around the editor knows of the story: how long it is, and what its headings are. */
import { make } from "newsroom/dialogs"
import { later } from "newsroom/later"

const PAUSE = 200
const POINTS = "[name^=takeaways-][name$=-text]:not([name*=__prefix__])"
const PASSAGES = "[name^=takeaways-][name$=-passage]"

/* The words of the story, and the minutes as readers will be told them: of headline and takeaways too. */
export const counting = (textarea, editor) => {
  const { form } = textarea
  const line = make("p", { className: "counting" })
  const rate = Number(textarea.dataset.rate)
  const stays = ({ name }) => !form.elements[name.replace(/text$/, "DELETE")]?.checked
  const count = () => {
    const points = [...form.querySelectorAll(POINTS)].filter(stays)
    const read = [form.elements.headline, ...points].map((field) => field?.value || "")
    const [words, besides] = [editor.getText({ blockSeparator: " " }), read.join(" ")].map((text) => text.split(/\s+/).filter(Boolean).length)
    const minutes = Math.max(1, Math.ceil((words + besides) / rate))
    line.textContent = [
      ngettext("{n} word", "{n} words", words).replace("{n}", words),
      ngettext("{n} minute to read", "{n} minutes to read", minutes).replace("{n}", minutes),
    ].join(" · ")
  }
  const soon = later(PAUSE, count)
  editor.on("update", soon)
  form.addEventListener("input", ({ target }) => { if (target !== textarea) soon() })
  document.addEventListener("formset:removed", count)
  count()
  return line
}

/* The headings, offered to each takeaway as the passage that bears it out. */
export const headings = (textarea, editor) => {
  const list = make("datalist", { id: "headings" })
  const offer = () => {
    const words = new Set()
    editor.state.doc.descendants((node) => {
      if (node.type.name === "heading") words.add(node.textContent.trim().replace(/\s+/g, " "))
      return !node.isTextblock
    })
    words.delete("")
    list.replaceChildren(...[...words].map((value) => make("option", { value })))
  }
  const equip = () => {
    for (const field of textarea.form.querySelectorAll(PASSAGES)) field.setAttribute("list", list.id)
  }
  editor.on("update", later(PAUSE, offer))
  document.addEventListener("formset:added", equip)
  offer()
  equip()
  return list
}
