/* The house's rules of style, as one writes: the desk is asked once about each text, and what it
   says is marked. An answer is kept by the words that it is about, so that it holds wherever these
   words stand, and nowhere else, whatever was typed while it was on the way. */
import { Extension, Plugin, pm } from "django-prose-editor/editor"
import { make } from "newsroom/dialogs"
import { later } from "newsroom/later"

const { Decoration, DecorationSet } = pm.view
const { PluginKey, TextSelection } = pm.state
const KEY = new PluginKey("style")
const PAUSE = 700
/* As much as the desk takes at once, see articles/desk/admin/style.py. */
const MOST = 200, LONGEST = 100_000
const LINES = "[name=headline], [name=standfirst], [name^=takeaways-][name$=-text]:not([name*=__prefix__])"
const ID = { body: (text) => `body ${text}`, of: (part, text) => `${part} ${text}` }

/* What is in a block as text. A break counts as one letter, so that places in it are places here. */
const textOf = (node) => node.textBetween(0, node.content.size, "", "\n")
const same = (doc, { from, to, spec }) => doc.textBetween(from, to, "", "\n") === spec.remark.words

/* From where to where the transaction has changed the text, as it is now. */
const changed = ({ mapping }) => {
  let from = Infinity, to = -1
  mapping.maps.forEach((map, n) => map.forEach((_a, _b, start, end) => {
    const rest = mapping.slice(n + 1)
    from = Math.min(from, rest.map(start, -1))
    to = Math.max(to, rest.map(end, 1))
  }))
  return [from, to]
}

const marksOf = (doc, remarksOn) => {
  const marks = []
  doc.descendants((node, start) => {
    if (!node.isTextblock) return true
    for (const remark of remarksOn(ID.body(textOf(node)))) {
      marks.push(Decoration.inline(start + 1 + remark.begin, start + 1 + remark.end, { class: "style-mark" }, { remark }))
    }
    return false
  })
  return DecorationSet.create(doc, marks)
}

const plugin = (storage) => new Plugin({
  key: KEY,
  state: {
    init: () => DecorationSet.empty,
    apply: (tr, marks) => {
      if (tr.getMeta(KEY)) return marksOf(tr.doc, storage.remarksOn)
      if (!tr.docChanged) return marks
      const mapped = marks.map(tr.mapping, tr.doc)
      return mapped.remove(mapped.find(...changed(tr)).filter((mark) => !same(tr.doc, mark)))
    },
  },
  props: {
    decorations: (state) => KEY.getState(state),
    handleClick: (view, pos) => { storage.show(KEY.getState(view.state).find(pos, pos)[0]); return false },
    handleKeyDown: (_view, { key }) => key === "Escape" && storage.hide(),
  },
  view: () => ({ update: () => storage.follow() }),
})

export const Style = Extension.create({
  name: "style",
  addStorage: () => ({ remarksOn: () => [], show: () => {}, hide: () => false, follow: () => {}, step: () => {} }),
  addProseMirrorPlugins() { return [plugin(this.storage)] },
  addKeyboardShortcuts() {
    const step = (by) => () => { this.storage.step(by); return true }
    return { F8: step(1), "Shift-F8": step(-1) }
  },
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "style", groups: "utility",
      button: buttons.material("spellcheck", gettext("Next remark on style (F8)")),
      command: () => this.storage.step(1),
    })
  },
})

/* Spaces at an end, or several in a row, are not seen on a page: signs for them, as the checks have. */
const visible = (words) => words.replace(/^\s+|\s+$|\s{2,}|[\u00a0\u202f]/g, (spaces) => spaces.replace(/[^\u00a0\u202f]/g, "␣").replace(/[\u00a0\u202f]/g, "⍽"))
const press = (label, act) => {
  const button = make("button", { type: "button", className: "button small", textContent: label })
  button.addEventListener("click", act)
  return button
}
const waysOf = ({ instead }, { put, leave }) => [
  ...(instead ? [press(gettext("Put “{words}” instead").replace("{words}", () => visible(instead)), put)] : []),
  press(gettext("Leave it here"), leave),
]

/* Asks the desk, and shows what it says: in the story, beneath it, and beneath the other fields. */
export const styleOf = (textarea, editor) => {
  const { form } = textarea, { storage: { style: storage } } = editor
  const line = make("p", { className: "style-count", role: "status" })
  const language = () => form.elements.language?.value.trim() || ""
  const fields = () => [...form.querySelectorAll(LINES)]
  const partOf = ({ name }) => name.startsWith("takeaways-") ? "takeaways" : name
  const known = new Map()

  /* What is to be left as it is: until this tab is closed, also over a save. */
  const store = `newsroom style ${location.pathname}`
  const keyOf = ({ rule, words }) => `${rule} ${words}`
  const left = new Set(JSON.parse(sessionStorage.getItem(store) || "[]"))
  const leave = (remark) => {
    left.add(keyOf(remark))
    sessionStorage.setItem(store, JSON.stringify([...left]))
    show()
  }
  const remarksOn = (id) => (known.get(id)?.found || []).filter((remark) => !left.has(keyOf(remark)))

  const texts = () => {
    const found = new Map(fields().map((field) => [ID.of(partOf(field), field.value), [partOf(field), field.value]]))
    editor.state.doc.descendants((node) => {
      if (!node.isTextblock) return true
      const text = textOf(node)
      found.set(ID.body(text), ["body", text])
      return false
    })
    return found
  }
  /* Rules that ran out of time, by what they look for: nobody knows what they would have found. */
  const tooSlow = new Set()
  let asking = false, again = false
  const ask = async (asked) => {
    const spoken = language()
    const answer = await fetch(textarea.dataset.style, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      body: JSON.stringify({ language: spoken, texts: asked.map(([, text]) => text) }),
      redirect: "manual",
    }).catch(() => null)
    if (!answer?.ok) return false
    const { found, passed_over: passedOver } = await answer.json()
    for (const rule of passedOver) tooSlow.add(rule)
    if (spoken === language()) asked.forEach(([id], n) => known.set(id, { found: found[n] }))
    return true
  }
  const look = async () => {
    again = true
    if (asking) return
    asking = true
    while (again) {
      again = false
      const there = texts()
      for (const id of known.keys()) if (!there.has(id)) known.delete(id)
      let room = LONGEST
      const asked = [...there].filter(([id, [, text]]) => text.trim() && text.length <= LONGEST && !known.has(id))
        .slice(0, MOST).filter(([, [, text]]) => (room -= text.length) >= 0)
      if (asked.length) again = await ask(asked)
      if (again || !asked.length) show()
    }
    asking = false
  }
  const soon = later(PAUSE, look)

  const marks = () => KEY.getState(editor.state).find().sort((one, other) => one.from - other.from)
  const show = () => {
    /* Letters that are still being put together must not be redrawn. */
    if (editor.view.composing) return soon()
    editor.view.dispatch(editor.state.tr.setMeta(KEY, true))
    for (const field of fields()) showBeneath(field)
    count()
  }
  const passedOver = () => tooSlow.size && ngettext("A rule took too long and was not looked for: {rules}.", "Some rules took too long and were not looked for: {rules}.", tooSlow.size)
    .replace("{rules}", () => [...tooSlow].map((rule) => `“${visible(rule)}”`).join(", "))
  const count = () => {
    const { length } = marks()
    const words = ngettext("House style: {n} remark on the story. F8 goes to it.", "House style: {n} remarks on the story. F8 goes to the next.", length)
    const said = [length && words.replace("{n}", length), passedOver()].filter(Boolean).join(" ")
    if (line.textContent !== said) line.textContent = said
  }

  /* Beneath a field of its own, each remark with what can be done. */
  const boxOf = (field) => {
    const id = `${field.id}-style`
    let box = form.querySelector(`#${CSS.escape(id)}`)
    if (!box) {
      box = make("div", { id, className: "style-remarks", "aria-live": "polite" })
      field.after(box)
      field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), id].filter(Boolean).join(" "))
    }
    return box
  }
  const putIn = (field, { begin, words, instead }) => {
    const at = field.value.startsWith(words, begin) ? begin : field.value.indexOf(words)
    if (at < 0) return
    field.focus()
    field.setSelectionRange(at, at + words.length)
    /* The browser's own undoing takes it back. */
    document.execCommand("insertText", false, instead)
  }
  const showBeneath = (field) => {
    const found = remarksOn(ID.of(partOf(field), field.value))
    if (!found.length && !form.querySelector(`#${CSS.escape(`${field.id}-style`)}`)) return
    boxOf(field).replaceChildren(...found.map((remark) => make("p", { className: "remark remark--warning" },
      make("b", { textContent: `“${visible(remark.words)}”` }), ` ${remark.say} `,
      ...waysOf(remark, { put: () => putIn(field, remark), leave: () => { leave(remark); field.focus() } }))))
  }

  /* In the story, a box at the mark. */
  const box = make("div", { className: "style-box", role: "dialog", "aria-label": gettext("House style"), hidden: true })
  editor.view.dom.parentElement.append(box)
  let at = null
  const hide = () => {
    const was = !box.hidden
    box.hidden = true
    at = null
    return was
  }
  const back = () => { hide(); editor.view.focus() }
  const put = ({ from, to, spec: { remark } }) => {
    const { tr, schema, doc } = editor.state
    const { marks: kept } = doc.nodeAt(from)
    tr.replaceWith(from, to, schema.text(remark.instead, kept))
    editor.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, from + remark.instead.length)))
    back()
  }
  const open = (mark, isEntered = false) => {
    if (!mark) { hide(); return }
    at = mark
    const { remark } = mark.spec
    const ways = waysOf(remark, { put: () => put(at), leave: () => { leave(remark); back() } })
    box.replaceChildren(make("p", { textContent: remark.say }), make("p", { className: "ways" }, ...ways))
    box.hidden = false
    const { left: x, bottom } = editor.view.coordsAtPos(mark.from)
    const around = box.offsetParent.getBoundingClientRect()
    box.style.left = `${Math.max(0, Math.min(x - around.left, around.width - box.offsetWidth))}px`
    box.style.top = `${bottom - around.top + 6}px`
    if (!isEntered) return
    ways[0].focus()
    box.scrollIntoView({ block: "nearest" })
  }
  /* The box stays with its mark while that is there and the cursor is at it. */
  const follow = () => {
    if (!at) return
    const { selection: { from, to } } = editor.state
    const [mark] = KEY.getState(editor.state).find(from, to, ({ remark }) => remark === at.spec.remark)
    if (mark) at = mark
    else hide()
  }
  const step = (by) => {
    const found = marks(), { selection } = editor.state
    if (!found.length) {
      line.textContent = [gettext("House style: nothing to say of the story."), passedOver()].filter(Boolean).join(" ")
      return
    }
    const next = by > 0 ?
      found.find(({ from }) => from > selection.from || (from === selection.from && selection.empty)) || found[0] :
      found.findLast(({ from }) => from < selection.from) || found.at(-1)
    const mark = at && !box.contains(document.activeElement) ? at : next
    /* The editor shows a selection only while the focus is in it. */
    editor.view.focus()
    const { tr, doc } = editor.state
    editor.view.dispatch(tr.setSelection(TextSelection.create(doc, mark.from, mark.to)).scrollIntoView())
    open(mark, true)
  }
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.stopPropagation(); back() }
    if (event.key === "F8") { event.preventDefault(); step(event.shiftKey ? -1 : 1) }
  })
  box.addEventListener("focusout", ({ relatedTarget: next }) => { if (next && !box.contains(next)) hide() })

  Object.assign(storage, { remarksOn, show: open, hide, follow, step })
  if (textarea.disabled) return line
  editor.on("update", soon)
  form.addEventListener("input", ({ target }) => { if (target.matches(LINES)) soon() })
  form.elements.language?.addEventListener("input", () => { known.clear(); soon() })
  document.addEventListener("formset:added", soon)
  look()
  return line
}
