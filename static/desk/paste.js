/* What is pasted from other programs, put in the house's elements.

   Under the desk's policy an element has no style, and the browser complains of each that it meets,
   even in a document that nobody sees. So the attribute gets another name before anything is parsed,
   and is read as text. */
const hide = (html) => html
  .replace(/<style[\s>].*?<\/style\s*>/gis, "")
  .replace(/(<[a-z][^>]*?\s)style(\s*=)/gi, "$1data-style$2")

const HEADING = "h1, h2, h3, h4, h5, h6"

const looks = (element) => {
  const style = element.dataset.style || ""
  const value = (name) => style.match(new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`, "i"))?.[1].trim() || ""
  return { weight: value("font-weight"), slant: value("font-style"), height: value("vertical-align") }
}
const isBold = (weight) => /^bold/i.test(weight) || Number(weight) >= 600
const isPlain = (weight) => /^normal/i.test(weight) || (Number(weight) > 0 && Number(weight) < 600)

const unwrap = (element) => element.replaceWith(...element.childNodes)

const wrap = (element, tag) => {
  const mark = element.ownerDocument.createElement(tag)
  mark.append(...element.childNodes)
  element.append(mark)
}

const settle = (element) => {
  const { weight, slant, height } = looks(element)
  if (element.matches("b, strong") && isPlain(weight)) return unwrap(element)
  if (element.matches("i, em") && /^normal/i.test(slant)) return unwrap(element)
  if (!element.matches("span, font")) return
  // Headings are bold as they are.
  if (isBold(weight) && !element.closest(HEADING)) wrap(element, "strong")
  if (/^(italic|oblique)/i.test(slant)) wrap(element, "em")
  if (/^(super|sub)$/i.test(height)) wrap(element, height.slice(0, 3).toLowerCase() === "sup" ? "sup" : "sub")
  unwrap(element)
}

/* Word writes lists as paragraphs that say their level and begin with their sign or number. */
const lists = (page) => {
  let open = []
  for (const item of page.querySelectorAll("p[data-style*='mso-list' i]")) {
    const level = Number(item.dataset.style.match(/mso-list:[^;]*level(\d)/i)?.[1])
    if (!level) continue
    const sign = item.querySelector("[data-style*='mso-list:Ignore' i]")
    const tag = /^\s*\w{1,4}[.)]/.test(sign?.textContent || "") ? "ol" : "ul"
    sign?.remove()
    if (item.previousElementSibling !== open[0]?.list) open = []
    const goesOn = (last) => last.level < level || (last.level === level && last.list.localName === tag)
    while (open.length && !goesOn(open.at(-1))) open.pop()
    if (open.at(-1)?.level !== level) {
      const list = page.createElement(tag)
      if (open.length) open.at(-1).list.lastElementChild.append(list)
      else item.before(list)
      open.push({ level, list })
    }
    const entry = page.createElement("li")
    entry.append(...item.childNodes)
    open.at(-1).list.append(entry)
    item.remove()
  }
}

export const tidy = (html) => {
  const page = new DOMParser().parseFromString(hide(html), "text/html")
  lists(page)
  for (const element of [...page.body.querySelectorAll("*")]) settle(element)
  for (const element of page.body.querySelectorAll("[data-style]")) element.removeAttribute("data-style")
  return page.body.innerHTML
}
