/* The passages that bear the takeaways out: taken from the story by selecting, and looked for in it
   while one writes. What is said here is said again by the desk when the story is saved. */
import { make } from "newsroom/dialogs"
import { later } from "newsroom/later"

const PASSAGES = "[name^=takeaways-][name$=-passage]:not([name*=__prefix__])"

/* As articles/text/passage.py, so that what is found here is found there. */
const tidy = (text) => text.replace(/[\u00ad\u200b\u2060\ufeff]/g, "").trim().replace(/\s+/g, " ")
const fold = (text) => tidy(text)
  .replace(/[‘’‚‛′]/g, "'").replace(/[“”„‟«»″]/g, '"').replace(/[‐‑–—]/g, "-")

/* The story's running text, and what stands beneath each heading. */
const read = (doc) => {
  const blocks = [], beneath = new Map()
  let above = []
  doc.descendants((node) => {
    if (!node.isTextblock) return true
    const text = tidy(node.textBetween(0, node.content.size, " ", " "))
    const level = node.type.name === "heading" ? node.attrs.level : 0
    if (level) above = above.filter((each) => each.level < level)
    for (const { words } of above) beneath.get(words).push(text)
    if (level) {
      const words = text.toLowerCase()
      if (!beneath.has(words)) {
        above.push({ level, words })
        beneath.set(words, [])
      }
    }
    blocks.push(text)
    return false
  })
  return { text: fold(blocks.join(" ")), beneath }
}

export const passages = (textarea, editor) => {
  const { form } = textarea
  const before = read(editor.state.doc).beneath
  const remarkOf = (field) => {
    const id = `${field.id}-remark`
    let line = form.querySelector(`#${CSS.escape(id)}`)
    if (!line) {
      line = make("p", { className: "remark", id, hidden: "" })
      field.after(line)
      field.setAttribute("aria-describedby", id)
    }
    line.setAttribute("aria-live", "polite")
    return line
  }
  const say = (field, words) => {
    const line = remarkOf(field)
    if (line.textContent !== words) line.textContent = words
    line.hidden = !words
    line.className = words ? "remark remark--warning" : "remark"
  }
  const look = (field, story) => {
    const typed = tidy(field.value), heading = typed.toLowerCase()
    if (!typed) return say(field, "")
    if (story.beneath.has(heading)) {
      const was = before.get(heading)
      const changed = was && was.join("\n") !== story.beneath.get(heading).join("\n")
      return say(field, changed ? gettext("The text beneath this heading has changed: is the takeaway still borne out?") : "")
    }
    say(field, story.text.includes(fold(typed)) ? "" : gettext("The story has neither these words nor a heading of them."))
  }
  const lookAtAll = () => {
    const story = read(editor.state.doc)
    form.querySelectorAll(PASSAGES).forEach((field) => look(field, story))
  }
  const soon = later(300, lookAtAll)

  const take = (field) => {
    const { from, to } = editor.state.selection
    const words = tidy(editor.state.doc.textBetween(from, to, " ", " "))
    if (!words) return say(field, gettext("Select the words in the story first."))
    field.value = words
    field.dispatchEvent(new Event("input", { bubbles: true }))
    field.focus()
  }
  const equip = () => {
    for (const field of form.querySelectorAll(PASSAGES)) {
      if (field.dataset.equipped) continue
      field.dataset.equipped = 1
      const button = make("button", {
        type: "button", className: "button small", textContent: gettext("Use the words selected in the story"),
      })
      button.addEventListener("click", () => take(field))
      field.after(button)
    }
  }
  /* What the desk said of the story as it was saved stands until something is typed. */
  editor.on("update", soon)
  form.addEventListener("input", ({ target }) => { if (target.matches(PASSAGES)) soon() })
  document.addEventListener("formset:added", equip)
  equip()
}
