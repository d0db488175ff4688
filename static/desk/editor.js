/* The editor of a story's body: Tiptap, set up for the house's vocabulary and nothing else. */
import {
  Bold, BulletList, Document, Dropcursor, Editor, Fullscreen, Gapcursor, HardBreak, Heading, History,
  HorizontalRule, initializeEditors, Italic, ListItem, Menu, NoSpellCheck, OrderedList,
  Paragraph, Placeholder, Subscript, Superscript, Table, TableCell, TableHeader, TableRow, Text, TrailingNode,
  wrappingInputRule,
} from "django-prose-editor/editor"
import { Anchors } from "newsroom/anchors"
import { arrivals } from "newsroom/arrivals"
import { Links } from "newsroom/links"
import { Caption, Figure, Quote, Source } from "newsroom/nodes"
import { counting, headings } from "newsroom/outline"
import { passages } from "newsroom/passages"
import { curlInFields, quotes } from "newsroom/quotes"
import { Seek, seekBar } from "newsroom/seek"
import { Slash } from "newsroom/slash"
import { Style, styleOf } from "newsroom/style"
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

/* A list counts in figures, from 1 or, where it goes on after something else, from where it did.
   The library's own view would write even attributes that say nothing: type="null". */
const Numbered = OrderedList.extend({
  addAttributes: () => ({
    start: {
      default: 1,
      // As articles/text/body.py, which would drop any other.
      parseHTML: (list) => Number(list.getAttribute("start")?.match(/^\d{1,4}$/)?.[0]) || 1,
    },
  }),
  renderHTML: ({ HTMLAttributes: { start } }) => ["ol", start > 1 ? { start } : {}, 0],
  addNodeView: null,
  addInputRules() {
    return [wrappingInputRule({
      find: /^([1-9]\d?)\.\s$/,
      type: this.type,
      getAttributes: ([, number]) => ({ start: Number(number) }),
      joinPredicate: ([, number], list) => list.attrs.start + list.childCount === Number(number),
    })]
  },
}).configure({ enableListAttributes: false })

const extensions = [
  Document, Paragraph, Text, Headings, Bold, Italic, Subscript, Superscript, HardBreak,
  Links, BulletList, Numbered, ListItem, Quote, Source, Figure, Caption, HorizontalRule,
  Table, TableRow, TableHeader, TableCell,
  History, Dropcursor, Gapcursor, TrailingNode, Fullscreen, NoSpellCheck, Anchors, Seek, Slash, Style,
  Placeholder.configure({
    placeholder: ({ editor }) => editor.isEmpty ? gettext("The story. Type / for headings, pictures and more.") : "",
  }),
  Menu.configure({ groups }),
]

/* The empty paragraphs that offer themselves at the end are none of the story. */
const end = (doc) => {
  let { childCount } = doc
  while (childCount && doc.child(childCount - 1).type.name === "paragraph" && !doc.child(childCount - 1).childCount) childCount--
  return childCount
}
const isSameStory = (one, other) => {
  const size = end(one)
  return size === end(other) && Array.from({ length: size }, (_, n) => n).every((n) => one.child(n).eq(other.child(n)))
}

/* The form has the story as HTML, written out only when someone asks the form for it: a long story
   takes longer to write out than a key may take. Opening a story changes nothing. */
const handOver = (textarea, editor) => {
  const opened = editor.state.doc
  let touched = false, behind = false
  editor.on("update", () => {
    touched ||= !isSameStory(opened, editor.state.doc)
    if (!touched) return
    behind = true
    textarea.dispatchEvent(new Event("input", { bubbles: true }))
  })
  textarea.form.addEventListener("formdata", ({ formData }) => {
    if (!behind) return
    behind = false
    textarea.value = editor.getHTML().replace(/(<p><\/p>)+$/, "")
    formData.set(textarea.name, textarea.value)
  })
}

const create = (textarea) => {
  if (textarea.closest(".prose-editor")) return
  const element = document.createElement("div")
  element.className = "prose-editor"
  textarea.before(element)
  element.append(textarea)
  const editor = new Editor({
    element,
    extensions: [...extensions, arrivals(textarea), quotes(textarea.form, textarea.dataset.language)],
    content: textarea.value,
    // Two spaces that stand in a story are not one, or every paragraph with them would seem changed.
    parseOptions: { preserveWhitespace: true },
    editable: !textarea.disabled,
    // Its style sheet would be an inline one, which the desk's policy refuses; editor.css has it.
    injectCSS: false,
    editorProps: {
      attributes: { "aria-label": textarea.dataset.label, role: "textbox", "aria-multiline": "true" },
    },
  })
  editor.on("create", () => {
    element.querySelector(".prose-menubar").after(seekBar(editor))
    equip(element.querySelector(".prose-menubar"), editor, textarea.dataset.tools)
    handOver(textarea, editor)
  })
  leaveFullScreen(element, editor)
  element.after(counting(textarea, editor), styleOf(textarea, editor), headings(textarea, editor))
  passages(textarea, editor)
  curlInFields(textarea.form, textarea.dataset.language)
}

initializeEditors(create, "[data-django-prose-editor-story]")
