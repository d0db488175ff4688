/* The editor of a story's body: Tiptap, set up for the house's vocabulary and nothing else. */
import {
  Bold, BulletList, Document, Dropcursor, Editor, Fullscreen, Gapcursor, HardBreak, Heading, History,
  HorizontalRule, initializeEditors, Italic, ListItem, Menu, NoSpellCheck, OrderedList,
  Paragraph, Subscript, Superscript, Table, TableCell, TableHeader, TableRow, Text, TrailingNode,
  wrappingInputRule,
} from "django-prose-editor/editor"
import { Links } from "newsroom/links"
import { Caption, Figure, Quote, Source } from "newsroom/nodes"
import { counting, headings } from "newsroom/outline"
import { passages } from "newsroom/passages"
import { tidy } from "newsroom/paste"
import { equip, leaveFullScreen } from "newsroom/toolbar"

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

/* Every list begins at 1, counts in figures, and is begun by typing that. */
const Numbered = OrderedList.extend({
  addInputRules() {
    return [wrappingInputRule({ find: /^1\.\s$/, type: this.type, joinPredicate: () => false })]
  },
}).configure({ enableListAttributes: false })

const extensions = [
  Document, Paragraph, Text, Headings, Bold, Italic, Subscript, Superscript, HardBreak,
  Links, BulletList, Numbered, ListItem, Quote, Source, Figure, Caption, HorizontalRule,
  Table, TableRow, TableHeader, TableCell,
  History, Dropcursor, Gapcursor, TrailingNode, Fullscreen, NoSpellCheck,
  Menu.configure({ groups }),
]

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
    editorProps: {
      attributes: { "aria-label": textarea.dataset.label, role: "textbox", "aria-multiline": "true" },
      transformPastedHTML: tidy,
    },
  })
  // The empty paragraph that offers itself at the end is none of the story.
  const written = () => editor.getHTML().replace(/(<p><\/p>)+$/, "")
  editor.on("create", () => {
    equip(element.querySelector(".prose-menubar"), editor, textarea.dataset.tools)
    // From here on: opening a story changes nothing, so that nobody is asked about unsaved text
    // on a form that they did not touch.
    let last = written()
    editor.on("update", () => {
      const now = written()
      if (now === last) return
      textarea.value = last = now
      textarea.dispatchEvent(new Event("input", { bubbles: true }))
    })
  })
  leaveFullScreen(element, editor)
  element.after(counting(textarea, editor), headings(textarea, editor))
  passages(textarea, editor)
}

initializeEditors(create, "[data-django-prose-editor-story]")
