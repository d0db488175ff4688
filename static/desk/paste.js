/* What is pasted from other programs, put in the house's elements.

   Under the desk's policy an element has no style, and the browser complains of each that it meets,
   even in a document that nobody sees. So the attribute gets another name before anything is parsed,
   and is read as text. Nothing is fetched: such a document loads no pictures and no frames. */
const hide = (html) => html
  .replace(/<style[\s>].*?<\/style\s*>/gis, "")
  .replace(/(<[a-z][^>]*?\s)style(\s*=)/gi, "$1data-style$2")

const HEADING = "h1, h2, h3, h4, h5, h6"
const BLOCK = `p, ${HEADING}, ul, ol, table, blockquote, figure, div, hr, pre, section, article`

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
    const number = sign?.textContent.match(/^\s*(\w{1,4})[.)]/)?.[1]
    const tag = number ? "ol" : "ul"
    sign?.remove()
    if (item.previousElementSibling !== open[0]?.list) open = []
    const goesOn = (last) => last.level < level || (last.level === level && last.list.localName === tag)
    while (open.length && !goesOn(open.at(-1))) open.pop()
    if (open.at(-1)?.level !== level) {
      const list = page.createElement(tag)
      if (Number(number) > 1) list.setAttribute("start", Number(number))
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

/* What colleagues struck out in Word, and what they said of it, is none of the text. */
const STRUCK = "del, .msoDel, s[datetime], s[cite], strike[datetime]"
const SAID = "[data-style*='mso-element:comment' i], .MsoCommentText, .MsoCommentReference"
const COMMENT = /#(_msocom_|_msoanchor_|cmnt|cmnt_ref)\d+$/, FOOTNOTE = /#(_ftn|_ftnref|_edn|_ednref|ftnt|ftnt_ref)\d+$/
const revisions = (page) => {
  for (const element of page.querySelectorAll(`${STRUCK}, ${SAID}`)) element.remove()
  for (const link of page.querySelectorAll("a[href*='#']")) {
    const to = link.getAttribute("href")
    if (COMMENT.test(to)) link.remove()
    // The number of a note stays, in the text and at the note.
    else if (FOOTNOTE.test(to)) unwrap(link)
  }
}

/* Google Docs leads its links over an address of its own. */
const links = (page) => {
  for (const link of page.querySelectorAll("a[href*='google.' i]")) {
    const { hostname, pathname, searchParams } = URL.canParse(link.href) ? new URL(link.href) : {}
    if (!/^www\.google(\.[a-z]{2,3}){1,2}$/.test(hostname || "") || pathname !== "/url") continue
    const to = searchParams.get("q") || searchParams.get("url") || ""
    if (/^https?:\/\//i.test(to) && URL.canParse(to)) link.setAttribute("href", to)
  }
}

/* Without a name of its own where nobody described it: whoever takes it in knows what to call it. */
const fileOf = (image) => {
  const [, type, coded] = image.getAttribute("src").match(/^data:(image\/(?:jpeg|png|webp|gif));base64,([\sa-z\d+/=]+)$/i) || []
  if (!coded) return null
  let bytes
  try { bytes = atob(coded) } catch { return null }
  const called = image.alt.trim().slice(0, 80)
  const ending = type.split("/")[1].toLowerCase()
  return new File([Uint8Array.from(bytes, (sign) => sign.charCodeAt(0))], `${called}.${ending}`, { type: type.toLowerCase() })
}
/* Those that only tell their maker who looks. */
const isUnseen = (image) => [image.getAttribute("width"), image.getAttribute("height")].some((size) => size && parseInt(size) <= 2)

/* A sign for each picture that came along, in its place until it is sent; the others are counted. */
export const PLACE = /\ue000(\d+)\ue001/g
const pictures = (page) => {
  const brought = [], { body } = page
  let left = 0
  for (const image of body.querySelectorAll("img")) {
    const figure = image.closest("figure"), file = image.hasAttribute("src") ? fileOf(image) : null
    const caption = figure?.querySelector("figcaption")
    if (file) {
      brought.push({ file, caption: caption?.textContent.trim().replace(/\s+/g, " ") || "" })
      image.replaceWith(`\ue000${brought.length - 1}\ue001`)
    } else {
      if (!isUnseen(image)) left++
      image.remove()
    }
    caption?.remove()
  }
  return { brought, left }
}

/* A frame of a player that we know is an embed, any other a link. */
const frames = (page, isPlayed) => {
  for (const frame of page.querySelectorAll("iframe")) {
    const address = (frame.getAttribute("src") || "").trim().replace(/^\/\//, "https://")
    let shown = ""
    if (isPlayed(address)) {
      shown = page.createElement("figure")
      shown.dataset.embed = address
    } else if (/^https?:\/\//i.test(address)) {
      shown = page.createElement("p")
      shown.append(Object.assign(page.createElement("a"), { href: address, textContent: address }))
    }
    const around = frame.parentElement
    const isAlone = around.matches("p, div") && around.childElementCount === 1 && !around.textContent.trim()
    ;(frame.closest("figure") || (isAlone ? around : frame)).replaceWith(shown)
  }
}

/* Figures of others are none of ours: what stands in them stands by itself. */
const figures = (page) => {
  for (const figure of page.querySelectorAll("figure:not([data-image], [data-embed])")) unwrap(figure)
  for (const caption of page.querySelectorAll("figcaption:not([data-pm-slice])")) {
    if (caption.closest("figure")) continue
    const words = page.createElement("p")
    words.append(...caption.childNodes)
    caption.replaceWith(words)
  }
}

/* What holds nothing but a space, and breaks between blocks, only make room. */
const gaps = (page) => {
  const beside = (node, way) => {
    do node = node[way]
    while (node?.nodeType === Node.COMMENT_NODE || (node?.nodeType === Node.TEXT_NODE && !node.textContent.trim()))
    return node
  }
  for (const line of page.querySelectorAll("br")) {
    const around = [beside(line, "previousSibling"), beside(line, "nextSibling")]
    if (around.some((each) => each?.matches?.(BLOCK))) line.remove()
  }
  for (const part of page.querySelectorAll(`p, div, ${HEADING}`)) {
    if (!part.closest("td, th, li") && !part.textContent.trim() && !part.querySelector("figure, table, hr")) part.remove()
  }
}

/* `html` in our elements, with signs in the place of pictures: `brought` are these, `left` is how
   many did not come along. `isWordless` if there was nothing but pictures. */
export const tidy = (html, isPlayed) => {
  const page = new DOMParser().parseFromString(hide(html), "text/html")
  const isOurs = page.querySelector("[data-pm-slice]")
  revisions(page)
  frames(page, isPlayed)
  const { brought, left } = pictures(page)
  const isWordless = !page.body.textContent.replace(PLACE, "").trim()
  figures(page)
  lists(page)
  links(page)
  for (const element of [...page.body.querySelectorAll("*")]) settle(element)
  if (!isOurs) gaps(page)
  for (const element of page.body.querySelectorAll("[data-style]")) element.removeAttribute("data-style")
  return { html: page.body.innerHTML, brought, left, isWordless }
}
