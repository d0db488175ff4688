/* Pictures that are dropped or pasted into the story: each is sent to the library, with a mark in its
   place until it is there. An address pasted on a line of its own becomes what can be embedded. */
import { Extension, Plugin, pm } from "django-prose-editor/editor"
import { make } from "newsroom/dialogs"
import { send } from "newsroom/pictures"

const { Decoration, DecorationSet } = pm.view
const KEY = new pm.state.PluginKey("arrivals")

const markOf = (file) => {
  const bar = make("progress", { max: 1, value: 0, ariaLabel: file.name })
  const said = make("span", { textContent: gettext("Sending {name}").replace("{name}", file.name) })
  const ways = make("span")
  const mark = make("p", { className: "arrival", contentEditable: "false" }, said, " ", bar, ways)
  return { mark, bar, said, ways }
}

const picturesIn = (transfer) => [...(transfer?.files || [])].filter(({ type }) => type.startsWith("image/"))

export const arrivals = (textarea) => {
  const { form } = textarea
  const under = new Set()
  const players = textarea.dataset.players.split(" ")
  const isPlayed = (text) => {
    const address = URL.canParse(text) ? new URL(text) : null
    return address?.protocol === "https:" && players.includes(address.hostname.replace(/^www\./, ""))
  }

  const take = (view, file, pos) => {
    const id = {}, { mark, bar, said, ways } = markOf(file)
    const sending = said.textContent
    view.dispatch(view.state.tr.setMeta(KEY, { add: { id, pos, mark } }))
    const place = () => KEY.getState(view.state).find(null, null, (spec) => spec.id === id)[0]?.from
    const drop = (tr) => tr.setMeta(KEY, { remove: id })
    const way = (words, act) => {
      const button = make("button", { type: "button", className: "button small plain", textContent: words })
      button.addEventListener("click", act)
      return button
    }
    const go = () => {
      said.textContent = sending
      bar.value = 0
      bar.hidden = false
      ways.replaceChildren()
      mark.removeAttribute("role")
      const arriving = send(file, (part) => { bar.value = part }).then((image) => {
        const at = place()
        if (at === undefined || view.isDestroyed) return
        const { nodes } = view.state.schema
        const figure = nodes.illustration.create({ image: String(image.id) }, nodes.caption.create())
        view.dispatch(drop(view.state.tr.insert(at, figure)))
      }, ({ message, again }) => {
        said.textContent = `${file.name}: ${message}`
        bar.hidden = true
        mark.setAttribute("role", "alert")
        if (again) ways.append(way(gettext("Try again"), () => { view.focus(); go() }), " ")
        ways.append(way(gettext("Dismiss"), () => view.dispatch(drop(view.state.tr))))
      }).finally(() => under.delete(arriving))
      under.add(arriving)
    }
    go()
  }
  /* A block goes between blocks: after the one that was pointed at. */
  const after = (state, pos) => {
    const $pos = state.doc.resolve(pos)
    return $pos.depth ? $pos.after(1) : pos
  }

  /* What is still on its way would be missing from what is saved. */
  form.addEventListener("submit", (event) => {
    if (!under.size) return
    event.preventDefault()
    event.stopImmediatePropagation()
    const { submitter } = event
    Promise.allSettled([...under]).then(() => form.requestSubmit(submitter))
  }, { capture: true })

  return Extension.create({
    name: "arrivals",
    // Before links, which would make one of every address.
    priority: 2000,
    addProseMirrorPlugins() {
      const { editor } = this
      return [new Plugin({
        key: KEY,
        state: {
          init: () => DecorationSet.empty,
          apply: (tr, marks) => {
            const { add, remove } = tr.getMeta(KEY) || {}
            let next = marks.map(tr.mapping, tr.doc)
            if (add) next = next.add(tr.doc, [Decoration.widget(add.pos, add.mark, { id: add.id, side: -1 })])
            if (remove) next = next.remove(next.find(null, null, (spec) => spec.id === remove))
            return next
          },
        },
        props: {
          decorations: (state) => KEY.getState(state),
          handleDrop: (view, event) => {
            const files = picturesIn(event.dataTransfer)
            if (!files.length) return false
            const found = view.posAtCoords({ left: event.clientX, top: event.clientY })
            const pos = found ? after(view.state, found.pos) : view.state.doc.content.size
            for (const file of files) take(view, file, pos)
            return true
          },
          handlePaste: (view, event) => {
            const files = picturesIn(event.clipboardData)
            /* Word puts a picture of the text beside the text. */
            if (files.length && !event.clipboardData.getData("text/html").match(/<(p|li|td|h\d)\b/i)) {
              for (const file of files) take(view, file, after(view.state, view.state.selection.from))
              return true
            }
            const text = event.clipboardData.getData("text/plain").trim()
            const { $from, empty } = view.state.selection
            const isAlone = empty && $from.parent.type.name === "paragraph" && $from.depth === 1 && !$from.parent.childCount
            if (!isAlone || !isPlayed(text)) return false
            editor.chain().insertContent({ type: "illustration", attrs: { embed: text }, content: [{ type: "caption" }] }).run()
            return true
          },
        },
      })]
    },
  })
}
