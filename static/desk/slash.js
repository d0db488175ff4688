/* A stroke at the start of an empty line offers what a story is made of. */
import { Extension, Plugin } from "django-prose-editor/editor"
import { make } from "newsroom/dialogs"
import { insertEmbed, insertPicture, togglePull } from "newsroom/nodes"

const parts = () => [
  [gettext("Heading"), (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run()],
  [gettext("Smaller heading"), (editor) => editor.chain().focus().toggleHeading({ level: 3 }).run()],
  [gettext("Picture"), insertPicture],
  [gettext("Embed by address"), insertEmbed],
  [gettext("Quotation"), (editor) => editor.chain().focus().toggleBlockquote().run()],
  [gettext("Pull quote"), togglePull],
  [gettext("List"), (editor) => editor.chain().focus().toggleBulletList().run()],
  [gettext("Numbered list"), (editor) => editor.chain().focus().toggleOrderedList().run()],
  [gettext("Table"), (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run()],
  [gettext("Rule"), (editor) => editor.chain().focus().setHorizontalRule().run()],
]

const typedAfter = ({ selection: { empty, $from } }) => {
  if (!empty || $from.parent.type.name !== "paragraph" || $from.depth !== 1) return null
  const text = $from.parent.textContent
  if ($from.parentOffset !== text.length) return null
  return text.match(/^\/([\p{L} ]{0,20})$/u)?.[1] ?? null
}

const menuOf = (editor) => {
  const list = make("ul", { className: "slash", hidden: true, "aria-hidden": "true" })
  const said = make("p", { className: "visually-hidden", role: "status" })
  let offered = [], at = 0, dismissed = ""
  const mark = (next) => {
    at = (next + offered.length) % offered.length
    ;[...list.children].forEach((line, n) => line.classList.toggle("slash__here", n === at))
    list.children[at]?.scrollIntoView({ block: "nearest" })
    said.textContent = gettext("{part}, {n} of {all}. Enter takes it.").replace("{part}", offered[at][0]).replace("{n}", at + 1).replace("{all}", offered.length)
  }
  const take = (n) => {
    const { $from } = editor.state.selection
    const [, act] = offered[n]
    hide()
    editor.chain().focus().deleteRange({ from: $from.start(), to: $from.end() }).run()
    act(editor)
  }
  const hide = () => { list.hidden = true; said.textContent = "" }
  const show = (typed) => {
    offered = parts().filter(([label]) => label.toLowerCase().includes(typed.trim().toLowerCase()))
    if (!offered.length) return hide()
    list.replaceChildren(...offered.map(([label], n) => {
      const line = make("li", { textContent: label })
      line.addEventListener("pointerdown", (event) => { event.preventDefault(); take(n) })
      line.addEventListener("pointermove", () => { if (n !== at) mark(n) })
      return line
    }))
    list.hidden = false
    const { left, bottom } = editor.view.coordsAtPos(editor.state.selection.from)
    const around = list.offsetParent.getBoundingClientRect()
    list.style.left = `${Math.max(0, Math.min(left - around.left, around.width - list.offsetWidth))}px`
    list.style.top = `${bottom - around.top + 4}px`
    mark(0)
  }
  const look = (view) => {
    const typed = view.hasFocus() ? typedAfter(view.state) : null
    if (typed === null) { dismissed = ""; hide() }
    else if (dismissed !== "yes") show(typed)
  }
  const press = (event) => {
    if (list.hidden || event.isComposing) return false
    if (event.key === "ArrowDown") mark(at + 1)
    else if (event.key === "ArrowUp") mark(at - 1)
    else if (event.key === "Enter" || event.key === "Tab") take(at)
    else if (event.key === "Escape") { dismissed = "yes"; hide() }
    else return false
    event.stopPropagation()
    return true
  }
  return { list, said, look, press, hide }
}

export const Slash = Extension.create({
  name: "slash",
  priority: 1000,
  addProseMirrorPlugins() {
    const menu = menuOf(this.editor)
    return [new Plugin({
      props: {
        handleKeyDown: (_view, event) => menu.press(event),
        handleDOMEvents: { blur: () => { menu.hide(); return false } },
      },
      view: (view) => {
        view.dom.parentElement.append(menu.list, menu.said)
        return {
          update: (now, before) => { if (!before || before.doc !== now.state.doc || before.selection !== now.state.selection) menu.look(now) },
          destroy: () => { menu.list.remove(); menu.said.remove() },
        }
      },
    })]
  },
})
