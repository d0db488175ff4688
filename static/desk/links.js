/* Links: what was typed becomes an address that leads somewhere. */
import { Link } from "django-prose-editor/editor"
import { ask } from "newsroom/dialogs"
import { suggest } from "newsroom/suggest"

// As articles/text/link.py, which looks again; browsers spell hosts of any letters for themselves.
const HOST = String.raw`(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}`
const SITE = new RegExp(String.raw`^${HOST}(?::\d+)?(?=[/?#]|$)`, "iu")
const MAILBOX = new RegExp(String.raw`^[^\s@/:?#]+@${HOST}$`, "iu")
const WHOLE = /^(?:https?:\/\/[^\s/?#\\]|mailto:\S|#|\/(?![/\\]))/i

const addressOf = (typed) => {
  if (/\s/.test(typed)) return ""
  if (WHOLE.test(typed)) return typed
  if (MAILBOX.test(typed)) return `mailto:${typed}`
  return SITE.test(typed) ? `https://${typed}` : ""
}

/* Our own stories, by words of them; an address that is typed needs none. */
const stories = async (typed) => {
  if (addressOf(typed)) return []
  const answer = await fetch(`/admin/articles/article/linkable/?q=${encodeURIComponent(typed)}`)
  if (!answer.ok) return []
  const { stories: found } = await answer.json()
  return found.map(({ headline, hint, address }) => ({ label: headline, hint, address }))
}
const offer = (field, done) => {
  const offered = suggest(field, { label: gettext("Stories of this site"), find: stories, take: ({ address }) => done(address) })
  field.inputMode = "text"
  if (!field.value) offered.look()
  return [offered.list]
}

const wrong = (typed) =>
  addressOf(typed) ? "" : gettext("This leads nowhere. An address is like example.org/times or, on this site, /news/; or choose a story of the list.")

/* The library's own dialog takes whatever is typed, and asks for a title that no story keeps. */
export const Links = Link.extend({
  addCommands() {
    return {
      ...this.parent?.(),
      addLink: () => ({ editor }) => {
        if (editor.state.selection.empty && !editor.isActive("link")) return false
        const value = editor.getAttributes("link").href
        ask({ label: gettext("Address, or words of a story"), value, action: gettext("Link"), wrong, equip: offer }).then((typed) => {
          if (!typed) return
          const chain = editor.chain().focus()
          if (editor.isActive("link")) chain.extendMarkRange("link")
          chain.setMark("link", { href: addressOf(typed) }).run()
        })
        return true
      },
    }
  },
}).configure({ enableTarget: false, defaultProtocol: "https", protocols: ["http", "https", "mailto"] })
