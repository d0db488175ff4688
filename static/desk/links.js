/* Links: what was typed becomes an address that leads somewhere. */
import { Link } from "django-prose-editor/editor"
import { ask } from "newsroom/dialogs"

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

const wrong = (typed) =>
  addressOf(typed) ? "" : gettext("This leads nowhere. An address is like example.org/times or, on this site, /news/.")

/* The library's own dialog takes whatever is typed, and asks for a title that no story keeps. */
export const Links = Link.extend({
  addCommands() {
    return {
      ...this.parent?.(),
      addLink: () => ({ editor }) => {
        if (editor.state.selection.empty && !editor.isActive("link")) return false
        const value = editor.getAttributes("link").href
        ask({ label: gettext("Address of the link"), value, action: gettext("Link"), wrong }).then((typed) => {
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
