/* Pictures that are dropped or pasted into the story: each is sent to the library, with a mark in its
   place until it is there. An address pasted on a line of its own becomes what can be embedded.
   Pictures that stand at other sites are not fetched: whoever pasted them is told. */
import { Extension, Plugin, pm } from "django-prose-editor/editor"
import { make } from "newsroom/dialogs"
import { PLACE, tidy } from "newsroom/paste"
import { send } from "newsroom/pictures"
import { isPlayedBy } from "newsroom/players"

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

const named = (file) => file.name.startsWith(".") ? new File([file], gettext("Pasted picture") + file.name, { type: file.type }) : file

export const arrivals = (textarea) => {
  const { form } = textarea
  const under = new Set()
  const isPlayed = isPlayedBy(JSON.parse(textarea.dataset.players))
  /* What the paste that is under way brings along. */
  let pasted = null

  const drop = (tr, id) => tr.setMeta(KEY, { remove: id })
  const way = (words, act) => {
    const button = make("button", { type: "button", className: "button small plain", textContent: words })
    button.addEventListener("click", act)
    return button
  }
  const dismiss = (view, id) => way(gettext("Dismiss"), () => view.dispatch(drop(view.state.tr, id)))
  const show = (view, id, pos, mark) => view.dispatch(view.state.tr.setMeta(KEY, { add: { id, pos, mark } }))
  const take = (view, file, pos, caption = "") => {
    const id = {}, { mark, bar, said, ways } = markOf(file)
    const sending = said.textContent
    show(view, id, pos, mark)
    const place = () => KEY.getState(view.state).find(null, null, (spec) => spec.id === id)[0]?.from
    const go = () => {
      said.textContent = sending
      bar.value = 0
      bar.hidden = false
      ways.replaceChildren()
      mark.removeAttribute("role")
      const arriving = send(file, (part) => { bar.value = part }).then((image) => {
        const at = place()
        if (at === undefined || view.isDestroyed) return
        const { schema } = view.state, { nodes } = schema
        const words = nodes.caption.create(null, caption ? schema.text(caption) : null)
        const figure = nodes.illustration.create({ image: String(image.id) }, words)
        view.dispatch(drop(view.state.tr.insert(at, figure), id))
      }, ({ message, again }) => {
        said.textContent = `${file.name}: ${message}`
        bar.hidden = true
        mark.setAttribute("role", "alert")
        if (again) ways.append(way(gettext("Try again"), () => { view.focus(); go() }), " ")
        ways.append(dismiss(view, id))
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

  /* Takes out the signs of what was pasted, sends the pictures, and tells of those left behind. */
  const bring = (view, { brought, left }) => {
    const { tr } = view.state, found = []
    if (brought.length) tr.doc.descendants((node, pos) => {
      for (const { 0: sign, 1: n, index } of (node.text || "").matchAll(PLACE)) {
        found.push({ from: pos + index, to: pos + index + sign.length, n: Number(n) })
      }
    })
    const places = found.map(({ from, to, n }) => {
      const [begin, end] = [tr.mapping.map(from), tr.mapping.map(to)], $at = tr.doc.resolve(begin)
      const isAlone = $at.depth === 1 && $at.parent.content.size === end - begin && tr.doc.childCount > 1
      tr.delete(isAlone ? $at.before() : begin, isAlone ? $at.after() : end)
      return { n, pos: isAlone ? $at.before() : after({ doc: tr.doc }, begin), steps: tr.steps.length }
    })
    if (tr.docChanged) view.dispatch(tr)
    for (const { n, pos, steps } of places) {
      if (brought[n]) take(view, named(brought[n].file), tr.mapping.slice(steps).map(pos), brought[n].caption)
    }
    if (!left) return
    const id = {}, words = ngettext(
      "{n} picture was not taken over. Save it to your computer and drop it here.",
      "{n} pictures were not taken over. Save them to your computer and drop them here.", left).replace("{n}", left)
    show(view, id, after(view.state, view.state.selection.from),
      make("p", { className: "arrival", contentEditable: "false", role: "status" }, words, " ", dismiss(view, id)))
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
    addStorage: () => ({ isPlayed }),
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
            pasted = null
            const found = view.posAtCoords({ left: event.clientX, top: event.clientY })
            const pos = found ? after(view.state, found.pos) : view.state.doc.content.size
            for (const file of files) take(view, file, pos)
            return true
          },
          transformPastedHTML: (html, view) => {
            const now = pasted = tidy(html, isPlayed)
            /* By then it is in the text, or someone else took it. */
            queueMicrotask(() => {
              if (pasted === now) bring(view, now)
              pasted = null
            })
            return now.html
          },
          handlePaste: (view, event) => {
            const files = picturesIn(event.clipboardData)
            /* Word puts a picture of the text beside the text. */
            const isWordless = pasted ? pasted.isWordless : !event.clipboardData.getData("text/html")
            if (files.length && isWordless) {
              pasted = null
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
