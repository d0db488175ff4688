/* Find and replace within the story: a bar beneath the tools, and what is found marked in the text. */
import { Extension, Plugin, pm } from "django-prose-editor/editor"
import { make } from "newsroom/dialogs"

const { Decoration, DecorationSet } = pm.view
const KEY = new pm.state.PluginKey("seek")
const MOST = 2000

/* Straight and curly marks are looked for alike: nobody knows which stand there. */
const patternOf = ({ words, isCase, isWhole }) => {
  if (!words) return null
  const escaped = words.replace(/[.*+?^${}()|[\]\\\/-]/g, "\\$&").replace(/['‘’]/g, "['‘’]").replace(/["“”„«»]/g, '["“”„«»]').replace(/\s+/g, "\\s+")
  const whole = isWhole ? `(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])` : escaped
  return new RegExp(whole, isCase ? "gu" : "giu")
}

const placesOf = (doc, wanted) => {
  const pattern = patternOf(wanted), places = []
  if (!pattern) return places
  doc.descendants((node, start) => {
    if (!node.isTextblock) return true
    /* A leaf counts as one letter, so that places in this text are places in the block. */
    const text = node.textBetween(0, node.content.size, "", "\ufffc")
    for (const found of text.matchAll(pattern)) {
      if (places.length >= MOST) break
      const from = start + 1 + found.index
      places.push({ from, to: from + found[0].length })
    }
    return false
  })
  return places
}

const NOTHING = { wanted: null, places: [], at: -1 }
const settled = (state, at) => ({ ...state, at: state.places.length ? (at + state.places.length) % state.places.length : -1 })

const plugin = () => new Plugin({
  key: KEY,
  state: {
    init: () => NOTHING,
    apply: (tr, state) => {
      const told = tr.getMeta(KEY)
      if (told?.wanted === null) return NOTHING
      const wanted = told?.wanted || state.wanted
      if (!wanted) return state
      let next = state
      if (told?.wanted || tr.docChanged) {
        const places = placesOf(tr.doc, wanted)
        const near = places.findIndex(({ from }) => from >= (told?.from ?? tr.selection.from))
        next = settled({ wanted, places }, near < 0 ? 0 : near)
      }
      return told?.at === undefined ? next : settled(next, told.at)
    },
  },
  props: {
    decorations: (state) => {
      const { places, at } = KEY.getState(state)
      return DecorationSet.create(state.doc, places.map(({ from, to }, n) =>
        Decoration.inline(from, to, { class: n === at ? "sought sought--here" : "sought" })))
    },
  },
})

export const Seek = Extension.create({
  name: "seek",
  addStorage: () => ({ open: () => {} }),
  addProseMirrorPlugins: () => [plugin()],
  addKeyboardShortcuts() {
    const open = () => { this.storage.open(); return true }
    return { "Mod-f": open, "Mod-h": open }
  },
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "seek", groups: "utility",
      button: buttons.material("search", gettext("Find and replace")),
      command: () => this.storage.open(),
    })
  },
})

/* The bar. It is made once and opened by the tool or by Ctrl-F. */
export const seekBar = (editor) => {
  const line = (label) => make("input", { type: "text", "aria-label": label, placeholder: label, autocomplete: "off", spellcheck: false })
  const box = (label) => {
    const field = make("input", { type: "checkbox" })
    return [field, make("label", {}, field, ` ${label}`)]
  }
  const press = (label, act, extra = {}) => {
    const button = make("button", { type: "button", className: "button small", textContent: label, ...extra })
    button.addEventListener("click", act)
    return button
  }
  const words = line(gettext("Find")), instead = line(gettext("Replace with"))
  const [isCase, caseLabel] = box(gettext("Match case")), [isWhole, wholeLabel] = box(gettext("Whole words"))
  const said = make("span", { className: "quiet", role: "status" })
  /* How many can be taken back from here: until something is typed into the bar. */
  let replacements = 0
  const state = () => KEY.getState(editor.state)
  const tell = (known) => editor.view.dispatch(editor.state.tr.setMeta(KEY, known))
  const say = () => {
    const { places, at } = state()
    said.textContent = !words.value ? "" : !places.length ? gettext("Nothing found") :
      gettext("{n} of {all}").replace("{n}", at + 1).replace("{all}", places.length)
    /* Not disabled in earnest: a button that is loses the focus, and with it the bar its keys. */
    for (const each of [replaceOne, replaceAll]) each.ariaDisabled = String(!places.length)
  }
  /* The focus stays in the bar, so the text is brought into view by hand. */
  const show = () => {
    say()
    const { places, at } = state()
    if (at < 0) return
    const { node } = editor.view.domAtPos(places[at].from)
    ;(node.nodeType === Node.TEXT_NODE ? node.parentElement : node).scrollIntoView({ block: "center" })
  }
  const look = (from) => {
    tell({ wanted: { words: words.value, isCase: isCase.checked, isWhole: isWhole.checked }, from })
    show()
  }
  const step = (by) => { tell({ at: state().at + by }); show() }
  const replace = () => {
    const { places, at } = state()
    if (at < 0) return
    const { from, to } = places[at]
    editor.view.dispatch(put(editor.state.tr, from, to).setMeta(KEY, { wanted: state().wanted, from: from + instead.value.length }))
    replacements++
    show()
  }
  const put = (tr, from, to) => instead.value ? tr.insertText(instead.value, from, to) : tr.delete(from, to)
  const replaceEach = () => {
    const { places } = state(), { tr } = editor.state
    if (!places.length) return
    for (const { from, to } of [...places].reverse()) put(tr, from, to)
    editor.view.dispatch(tr)
    replacements++
    say()
    said.textContent = ngettext("{n} replaced", "{n} replaced", places.length).replace("{n}", places.length)
  }
  const close = () => {
    if (bar.hidden) return
    const { places, at } = state()
    bar.hidden = true
    tell({ wanted: null })
    const chain = editor.chain().focus()
    if (at >= 0) chain.setTextSelection(places[at])
    chain.run()
  }
  const replaceOne = press(gettext("Replace"), replace), replaceAll = press(gettext("Replace all"), replaceEach)
  const bar = make("div", { className: "seek", role: "search", "aria-label": gettext("Find and replace"), hidden: true },
    words, press("↑", () => step(-1), { ariaLabel: gettext("Previous") }), press("↓", () => step(1), { ariaLabel: gettext("Next") }),
    said, instead, replaceOne, replaceAll, caseLabel, wholeLabel,
    press(gettext("Close"), close, { className: "button small plain" }))
  words.addEventListener("input", () => look())
  for (const each of [isCase, isWhole]) each.addEventListener("change", () => look())
  /* What is typed here is none of the form's, and Enter does not save. */
  for (const name of ["input", "change"]) bar.addEventListener(name, (event) => event.stopPropagation())
  bar.addEventListener("input", () => { replacements = 0 })
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.stopPropagation(); close() }
    if (replacements && event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey) {
      event.preventDefault()
      replacements--
      editor.commands.undo()
      show()
    }
    if (event.key !== "Enter" || event.target.matches("button")) return
    event.preventDefault()
    if (event.target === instead) replace()
    else step(event.shiftKey ? -1 : 1)
  })
  editor.storage.seek.open = () => {
    const { from, to } = editor.state.selection
    const selected = editor.state.doc.textBetween(from, to, " ")
    if (selected && selected.length < 100) words.value = selected
    bar.hidden = false
    look(from)
    replacements = 0
    words.select()
    words.focus()
  }
  editor.on("update", () => { if (!bar.hidden) say() })
  return bar
}
