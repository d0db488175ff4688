/* A field that offers what may be meant while one types: a combobox, as ARIA has it. */
import { make } from "newsroom/dialogs"
import { later } from "newsroom/later"

let count = 0

/* `find(typed)` resolves to what is offered, each with its `label` and perhaps a `hint`; `take(one)`
   is told which was chosen. If `isSure`, the first is meant unless another is. Gives the list, to be
   put behind the field. */
export const suggest = (field, { label, find, take, pause = 150, isSure = false }) => {
  const id = `suggested-${++count}`
  const list = make("ul", { id, role: "listbox", "aria-label": label, className: "suggested", hidden: true })
  let offered = [], at = -1, asked = 0
  const mark = (next) => {
    at = next
    ;[...list.children].forEach((line, n) => line.setAttribute("aria-selected", String(n === at)))
    if (at < 0) field.removeAttribute("aria-activedescendant")
    else field.setAttribute("aria-activedescendant", `${id}-${at}`)
    list.children[at]?.scrollIntoView({ block: "nearest" })
  }
  const show = (lines) => {
    offered = lines
    list.replaceChildren(...lines.map((one, n) => {
      const line = make("li", { id: `${id}-${n}`, role: "option" }, make("span", { textContent: one.label }))
      if (one.hint) line.append(" ", make("span", { className: "quiet", textContent: one.hint }))
      line.addEventListener("pointerdown", (event) => { event.preventDefault(); choose(n) })
      return line
    }))
    list.hidden = !lines.length
    if (isLine) field.setAttribute("aria-expanded", String(Boolean(lines.length)))
    mark(isSure && lines.length ? 0 : -1)
  }
  const choose = (n) => {
    const one = offered[n]
    close()
    take(one)
  }
  const close = () => { asked++; show([]) }
  const look = async () => {
    const mine = ++asked
    const lines = await find(field.value.trim()).catch(() => [])
    if (mine === asked) show(lines)
  }
  const soon = later(pause, look)

  const isLine = field.matches("input")
  /* A text of several lines is no combobox, and has no state of being open. */
  const told = { "aria-autocomplete": "list", "aria-controls": id, ...(isLine && { role: "combobox", "aria-expanded": "false" }) }
  for (const [name, value] of Object.entries(told)) field.setAttribute(name, value)
  field.autocomplete = "off"
  field.addEventListener("input", soon)
  field.addEventListener("blur", close)
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key]
    if (to !== undefined && isSure) mark((to + offered.length) % offered.length)
    else if (to !== undefined) mark(to < -1 ? offered.length - 1 : to >= offered.length ? -1 : to)
    else if (event.key === "Enter" && at >= 0) choose(at)
    else if (event.key === "Escape") close()
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  return { list, look, close }
}
