/* What a story's body holds beyond paragraphs and lists: quotations, figures, embeds. */
import { Blockquote, Node } from "django-prose-editor/editor"
import { ask, make } from "newsroom/dialogs"
import { choose, wordsOf } from "newsroom/pictures"

/* Enter at the end of a one-line part goes on in a new paragraph after the whole. */
const leave = (part, whole) => ({ editor }) => {
  const { $from } = editor.state.selection
  if ($from.parent.type.name !== part) return false
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type.name === whole) {
      const after = $from.after(depth)
      return editor.chain().insertContentAt(after, { type: "paragraph" }).focus(after + 1).run()
    }
  }
  return false
}

export const togglePull = (editor) => {
  const chain = editor.chain().focus()
  if (!editor.isActive("blockquote")) chain.toggleBlockquote()
  chain.updateAttributes("blockquote", { pull: !editor.isActive("blockquote", { pull: true }) }).run()
}

export const Source = Node.create({
  name: "source",
  content: "inline*",
  parseHTML: () => [{ tag: "footer" }],
  renderHTML: () => ["footer", 0],
  addKeyboardShortcuts: () => ({ Enter: leave("source", "blockquote") }),
})

export const Quote = Blockquote.extend({
  content: "(paragraph | bulletList | orderedList)+ source?",
  addAttributes: () => ({
    pull: {
      default: false,
      parseHTML: (element) => element.classList.contains("pull"),
      renderHTML: ({ pull }) => (pull ? { class: "pull" } : {}),
    },
  }),
  addMenuItems({ menu, buttons }) {
    const quote = (editor) => editor.isActive("blockquote")
    menu.defineItem({
      name: "pull",
      groups: "quote",
      button: buttons.material("format_size", gettext("Pull quote")),
      active: (editor) => editor.isActive("blockquote", { pull: true }),
      command: togglePull,
    })
    menu.defineItem({
      name: "source",
      groups: "quote",
      button: buttons.material("person", gettext("Source of the quotation")),
      enabled: quote,
      command: (editor) => {
        const { $from } = editor.state.selection
        for (let depth = $from.depth; depth > 0; depth--) {
          const node = $from.node(depth)
          if (node.type.name !== "blockquote") continue
          const end = $from.end(depth)
          if (node.lastChild?.type.name === "source") editor.chain().focus(end - 1).run()
          else editor.chain().insertContentAt(end, { type: "source" }).focus(end + 1).run()
        }
      },
    })
  },
})

export const Caption = Node.create({
  name: "caption",
  content: "inline*",
  isolating: true,
  parseHTML: () => [{ tag: "figcaption" }],
  renderHTML: () => ["figcaption", 0],
  addKeyboardShortcuts: () => ({ Enter: leave("caption", "illustration") }),
})

const attribute = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (attributes) => {
    const value = attributes[name.slice(5)]
    return value ? { [name]: value } : {}
  },
})

// As articles/text/body.py, which would drop without a word what is not so.
const isAddress = (address) => /^https:\/\/[^\s"<>]+$/.test(address)
const wrong = (isPlayed) => (address) => {
  if (!/^https:\/\//.test(address)) return gettext("An address begins with https://")
  if (!isAddress(address)) return gettext("An address has a name behind https:// and no spaces or quotes.")
  return isPlayed(address) ? "" : gettext("Nothing plays at this address that the site knows: readers would get its bare letters.")
}

const insert = (editor, attrs) =>
  editor.chain().focus().insertContent({ type: "illustration", attrs, content: [{ type: "caption" }] }).run()

const insertLink = (editor, address) =>
  editor.chain().focus().insertContent({ type: "text", text: address, marks: [{ type: "link", attrs: { href: address } }] }).run()

export const insertPicture = async (editor) => {
  const image = await choose()
  if (image) insert(editor, { image: String(image.id) })
}

export const insertEmbed = async (editor) => {
  const { isPlayed } = editor.storage.arrivals
  const embed = await ask({
    label: gettext("Address of what to embed"),
    action: gettext("Embed"),
    wrong: wrong(isPlayed),
    otherwise: { action: gettext("Make it a link"), fits: isAddress, act: (address) => insertLink(editor, address) },
  })
  if (embed) insert(editor, { embed })
}

/* A picture of the library (by its id) or an embed (by its address), with a caption. */
export const Figure = Node.create({
  name: "illustration",
  group: "block",
  content: "caption",
  draggable: true,
  isolating: true,
  addAttributes: () => ({ image: attribute("data-image"), embed: attribute("data-embed") }),
  parseHTML: () => [{ tag: "figure[data-image]" }, { tag: "figure[data-embed]" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes, 0],
  addNodeView: () => ({ node }) => {
    const contentDOM = make("div", { className: "caption", "data-placeholder": gettext("Caption") })
    const { image, embed } = node.attrs
    const shown = image
      ? make("img", { src: `/admin/articles/image/${image}/picture/`, alt: "", loading: "lazy" })
      : make("p", { className: "embed-address", textContent: embed })
    shown.contentEditable = "false"
    const words = image ? wordsOf(image) : null
    return {
      dom: make("figure", {}, shown, contentDOM, ...(words ? [words.line] : [])),
      contentDOM,
      /* The line beneath is none of the text, and its button none of the editor's business. */
      ignoreMutation: (mutation) => mutation.type !== "selection" && !contentDOM.contains(mutation.target),
      stopEvent: ({ target }) => Boolean(words?.line.contains(target)),
      update: (next) => next.type === node.type && next.attrs.image === image && next.attrs.embed === embed,
      destroy: () => words?.end(),
    }
  },
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "picture",
      groups: "figure",
      button: buttons.material("image", gettext("Picture from the library")),
      command: insertPicture,
    })
    menu.defineItem({
      name: "embed",
      groups: "figure",
      button: buttons.material("smart_display", gettext("Embed by address")),
      command: insertEmbed,
    })
  },
})
