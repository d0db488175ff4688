/* Where in the story the words are that notes are about. No mark of them is in the story: they are
   looked for by themselves and by what stood around them, and then move along with the text. */
import { Extension, Plugin, pm } from "django-prose-editor/editor"
import { later } from "newsroom/later"

const { Decoration, DecorationSet } = pm.view
const KEY = new pm.state.PluginKey("anchors")
const CONTEXT = 60, LONGEST = 2000, MOST = 500, LEAST = 12

/* As articles/text/passage.py: one sign for what is typed in many ways, so that places stay. */
const fold = (text) => text.replace(/[‘’‚‛′]/g, "'").replace(/[“”„‟«»″]/g, '"').replace(/[‐‑–—]/g, "-").replace(/\s/g, " ")

/* The story's running text, block by block; a leaf counts as one letter. */
const read = (doc) => {
  const blocks = []
  let text = ""
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true
    blocks.push({ start: pos + 1, offset: text.length })
    text += `${node.textBetween(0, node.content.size, "", " ")} `
    return false
  })
  /* The last block that begins before a place, found by halving. */
  const nearest = (is) => {
    let low = 0, high = blocks.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (is(blocks[middle])) low = middle
      else high = middle - 1
    }
    return blocks[low]
  }
  const posOf = (place) => {
    const block = nearest(({ offset }) => offset <= place)
    return block.start + place - block.offset
  }
  const placeOf = (pos) => {
    const block = nearest(({ start }) => start <= pos)
    return Math.min(text.length, block.offset + Math.max(0, pos - block.start))
  }
  return { text, folded: fold(text), posOf, placeOf }
}

const alike = (one, other) => {
  let n = 0
  while (n < one.length && n < other.length && one[n] === other[n]) n++
  return n
}
const backwards = (text) => [...text].reverse().join("")

/* Where a note's words stand: of several places the one among whose neighbours they stood; if they
   stand nowhere, what is between those neighbours now. */
const find = ({ folded }, { quote, before, after }) => {
  const words = fold(quote), ahead = fold(before), behind = fold(after)
  let best = null, score = -1
  for (let from = folded.indexOf(words), n = 0; words && from >= 0 && n < MOST; from = folded.indexOf(words, from + 1), n++) {
    const to = from + words.length
    const found = alike(backwards(folded.slice(Math.max(0, from - ahead.length), from)), backwards(ahead)) + alike(folded.slice(to, to + behind.length), behind)
    if (found > score) { best = { from, to }; score = found }
  }
  if (best || ahead.length < LEAST || behind.length < LEAST) return best
  const start = folded.indexOf(ahead), from = start + ahead.length
  const to = start < 0 ? -1 : folded.indexOf(behind, from)
  return to > from && to - from <= 2 * words.length + CONTEXT ? { from, to } : null
}

let editor = null, notes = [], tell = () => {}, chosen = () => {}, asked = () => {}

const placeNotes = (doc, known) => {
  const running = read(doc)
  return notes.flatMap((note) => {
    const old = known?.find(null, null, ({ note: id }) => id === note.id)[0]
    const found = find(running, note)
    /* What was found once is followed, whatever is done to its words. */
    const place = old && old.to > old.from ? old : found && { from: running.posOf(found.from), to: running.posOf(found.to) }
    if (!place) return []
    return [Decoration.inline(place.from, place.to, { class: "noted", "data-at-note": note.id }, { note: note.id })]
  })
}

/* Of each note whether its words are "there", "changed" or "gone". */
const standings = () => {
  const running = read(editor.state.doc), placed = KEY.getState(editor.state)
  return new Map(notes.map((note) => {
    const [at] = placed.find(null, null, ({ note: id }) => id === note.id)
    if (!at) return [note.id, "gone"]
    const words = running.folded.slice(running.placeOf(at.from), running.placeOf(at.to))
    return [note.id, words === fold(note.quote) ? "there" : "changed"]
  }))
}

const plugin = () => new Plugin({
  key: KEY,
  state: {
    init: () => DecorationSet.empty,
    apply: (tr, placed) => {
      const moved = placed.map(tr.mapping, tr.doc)
      return tr.getMeta(KEY) ? DecorationSet.create(tr.doc, placeNotes(tr.doc, moved)) : moved
    },
  },
  props: {
    decorations: (state) => KEY.getState(state),
    handleClick: (view, pos, event) => {
      const words = event.target.closest?.("[data-at-note]")
      if (words) chosen(words.dataset.atNote, { isFocused: false })
      return false
    },
  },
})

const look = () => {
  if (!editor) return
  editor.view.dispatch(editor.state.tr.setMeta(KEY, true).setMeta("addToHistory", false))
  tell(standings())
}

/* The note at the cursor, if it stands within the words of one. */
const noteHere = () => {
  const { from, to } = editor.state.selection
  return KEY.getState(editor.state).find(from, to)[0]?.spec.note
}

/* The selected words as a note is to know them; nothing while none are selected. */
export const selected = () => {
  const { from, to } = editor?.state.selection || { from: 0, to: 0 }
  if (from === to) return null
  const { text, placeOf } = read(editor.state.doc)
  let start = placeOf(from), end = Math.min(placeOf(to), start + LONGEST)
  while (start < end && /\s/.test(text[start])) start++
  while (end > start && /\s/.test(text[end - 1])) end--
  if (start === end) return null
  return { quote: text.slice(start, end), before: text.slice(Math.max(0, start - CONTEXT), start), after: text.slice(end, end + CONTEXT) }
}

/* Brings the words of a note into view, selected. */
export const goTo = (id) => {
  const at = editor && KEY.getState(editor.state).find(null, null, ({ note }) => note === id)[0]
  if (!at) return
  editor.chain().focus().setTextSelection({ from: at.from, to: at.to }).run()
  const { node } = editor.view.domAtPos(at.from)
  ;(node.nodeType === Node.TEXT_NODE ? node.parentElement : node).scrollIntoView({ block: "center" })
}

/* Back to where one was in the story. */
export const returnToStory = () => editor?.commands.focus()

/* From now on these notes are shown; `told` hears how each stands, as the text goes on. */
export const show = (these, told) => {
  notes = these
  tell = told
  look()
}

/* `pressed` hears which note's words were chosen, `wanted` that one is to be written. */
export const listen = ({ pressed, wanted }) => {
  chosen = pressed
  asked = wanted
}

export const Anchors = Extension.create({
  name: "anchors",
  onCreate() {
    editor = this.editor
    look()
    editor.on("update", later(400, () => tell(standings())))
  },
  addProseMirrorPlugins: () => [plugin()],
  addKeyboardShortcuts: () => ({
    "Mod-Alt-m": () => {
      const id = editor.state.selection.empty && noteHere()
      if (id) chosen(id)
      else asked()
      return true
    },
  }),
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "note", groups: "utility",
      button: buttons.material("add_comment", gettext("Note on the selected words")),
      command: () => asked(),
    })
  },
})
