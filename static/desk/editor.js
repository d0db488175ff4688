/* The editor of a story's body: Tiptap, set up for the house's vocabulary and nothing else. */
import {
  Bold, BulletList, Document, Dropcursor, Editor, Fullscreen, Gapcursor, HardBreak, Heading, History,
  HorizontalRule, initializeEditors, Italic, Link, ListItem, Menu, NoSpellCheck, OrderedList,
  Paragraph, Subscript, Superscript, Table, TableCell, TableHeader, TableRow, Text, TrailingNode,
} from "django-prose-editor/editor"
import { Caption, Figure, Quote, Source } from "newsroom/nodes"

const groups = [
  "headings", "marks", "link", "lists", "nodes -lists -headings", "quote", "figure", "table",
  "history", "utility",
].map((group) => ({ group }))

/* The page has one h1, the headline: one that is pasted becomes a heading of the story. */
const Headings = Heading.extend({
  parseHTML: () => [
    { tag: "h1", attrs: { level: 2 } },
    { tag: "h2", attrs: { level: 2 } },
    { tag: "h3", attrs: { level: 3 } },
    { tag: "h4", attrs: { level: 3 } },
  ],
}).configure({ levels: [2, 3] })

const extensions = [
  Document, Paragraph, Text, Headings, Bold, Italic, Subscript, Superscript, HardBreak,
  Link.configure({ enableTarget: false, protocols: ["http", "https", "mailto"] }),
  BulletList, OrderedList, ListItem, Quote, Source, Figure, Caption, HorizontalRule,
  Table, TableRow, TableHeader, TableCell,
  History, Dropcursor, Gapcursor, TrailingNode, Fullscreen, NoSpellCheck,
  Menu.configure({ groups }),
]

/* Words and minutes as readers will be told them. */
const counting = (textarea, editor) => {
  const line = document.createElement("p")
  line.className = "counting"
  const rate = Number(textarea.dataset.rate)
  const count = () => {
    const words = editor.getText({ blockSeparator: " " }).split(/\s+/).filter(Boolean).length
    line.textContent = textarea.dataset.counting
      .replace("{words}", words)
      .replace("{minutes}", Math.max(1, Math.ceil(words / rate)))
  }
  editor.on("update", count)
  count()
  return line
}

const create = (textarea) => {
  if (textarea.closest(".prose-editor")) return
  const element = document.createElement("div")
  element.className = "prose-editor"
  textarea.before(element)
  element.append(textarea)
  const editor = new Editor({
    element,
    extensions,
    content: textarea.value,
    editable: !textarea.disabled,
    // Its style sheet would be an inline one, which the desk's policy refuses; editor.css has it.
    injectCSS: false,
    editorProps: { attributes: { "aria-label": textarea.dataset.label, role: "textbox", "aria-multiline": "true" } },
    onUpdate: () => {
      textarea.value = editor.isEmpty ? "" : editor.getHTML()
      textarea.dispatchEvent(new Event("input", { bubbles: true }))
    },
  })
  element.after(counting(textarea, editor))
}

initializeEditors(create, "[data-django-prose-editor-story]")
