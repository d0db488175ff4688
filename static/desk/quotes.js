/* Quotation marks as the story's language has them, made of the straight ones as they are typed; dashes
   of hyphens, an ellipsis of dots. Backspace, or in a plain field undoing, brings back what was typed. */
import { Extension, InputRule } from "django-prose-editor/editor"

/* Opening and closing, outer and then inner: from the Common Locale Data Repository, grouped. */
const STYLES = [
  ["“”‘’", "en nl pt zh ko tr id ms th vi hi ga cy ar he fa"],
  ["„“‚‘", "de cs sk sl bg lt is et sq lv"],
  ["„”‚’", "pl ro hu hr sr bs"],
  ["«»‘’", "nb nn no"],
  ["””’’", "sv fi da"],
  ["«»“”", "es it ca gl eu el pt-pt"],
  ["«»„“", "ru uk be hy"],
]
/* French sets its marks off with a space that does not break. */
const FRENCH = ["«\u00a0", "\u00a0»", "“", "”"]

const marksOf = (language) => {
  const code = language.toLowerCase(), short = code.split("-")[0]
  if (short === "fr") return FRENCH
  const of = (name) => STYLES.find(([, names]) => names.split(" ").includes(name))
  return [...(of(code) || of(short) || STYLES[0])[0]]
}

const OPENS = /(?:^|[\s([{\u2013\u2014/]|[“„«‘‚]\u00a0?)$/u
const isOpen = (before, open, close) => open !== close && before.lastIndexOf(open) > before.lastIndexOf(close)

/* What a typed mark becomes after the text before it; "" if it stays, as the inches of 6" do. */
export const curled = (typed, before, language) => {
  const [open, close, inner, innerClose] = marksOf(language)
  const opens = OPENS.test(before)
  /* Where the inner marks are double ones, the double key makes both kinds, and the other an apostrophe. */
  const isDouble = /[“„”]/.test(inner)
  if (typed === "'" && isDouble) return "’"
  if (typed === "'") return opens ? inner : isOpen(before, inner, innerClose) ? innerClose : "’"
  const isWithin = isOpen(before, open, close)
  if (opens) return isWithin && isDouble ? inner : open
  if (isDouble && isOpen(before, inner, innerClose)) return innerClose
  return /\d$/.test(before) && !isWithin ? "" : close
}

/* Where a clause is set off by the long dash. */
const LONG_DASH = /^(es|ru|uk|be|bg|mk)\b/i
const dash = (language) => LONG_DASH.test(language) ? "—" : "–"
/* Of a word that is an address, or is on its way to be one, each sign means itself. */
const ADDRESS = /(?:\/\/|www\.|@|[\p{L}\p{N}]\.\p{L}{2,}\/)\S*$/iu
/* What was typed, to its last sign, and what it becomes. Hyphens that begin a line may become a rule. */
const TURNS = [
  [/(?<=[^-–—])--$/, (_found, language) => dash(language)],
  [/(?<=[^-–—])[–—]-$/, () => "—"],
  /* A line of someone who speaks. */
  [/^--(\s)$/, ([, space], language) => `${dash(language)}${space}`],
  [/(?<!\.)\.\.\.$/, () => "…"],
  /* Feet and inches, minutes and seconds. */
  [/(?<=\d)['’](\s?\d{1,2})"$/, ([, second]) => `′${second}″`],
]
/* How many signs at the end of `text` become which; nothing if all stay. */
export const turned = (text, language) => {
  if (ADDRESS.test(text)) return null
  for (const [pattern, becomes] of TURNS) {
    const found = text.match(pattern)
    if (found) return { length: found[0].length, mark: becomes(found, language) }
  }
  return null
}

const languageOf = (form, site) => form.elements.language?.value.trim() || site

export const quotes = (form, site) => Extension.create({
  name: "quotes",
  addInputRules: () => [new InputRule({
    find: (text) => {
      const { length, mark } = turned(text, languageOf(form, site)) || {}
      return mark ? { index: text.length - length, text: text.slice(-length), data: mark } : null
    },
    handler: ({ state, range, match }) => { state.tr.insertText(match.data, range.from, range.to) },
  }), new InputRule({
    /* Of a year: what opened a quotation was an apostrophe. */
    find: /‘\d$/,
    handler: ({ state, range, match }) => { state.tr.insertText(`’${match[0].slice(1)}`, range.from, range.to) },
  }), new InputRule({
    find: /["']$/,
    handler: ({ state, range, match }) => {
      const mark = curled(match[0], match.input.slice(0, match.index), languageOf(form, site))
      if (mark) state.tr.insertText(mark, range.from, range.to)
    },
  })],
})

/* The same in the form's plain fields. The browser's own undoing takes it back. */
const LINES = "[name=headline], [name=standfirst], [name=lead_caption], [name^=takeaways-][name$=-text]"
export const curlInFields = (form, site) => {
  form.addEventListener("input", ({ target: field, inputType, data }) => {
    if (inputType !== "insertText" || !/^["'.-]$/.test(data || "") || !field.matches(LINES)) return
    const at = field.selectionStart, language = languageOf(form, site), typed = field.value.slice(0, at)
    const { length, mark } = turned(typed, language) ||
      { length: 1, mark: /["']/.test(data) && curled(data, typed.slice(0, -1), language) }
    if (!mark) return
    field.setSelectionRange(at - length, at)
    document.execCommand("insertText", false, mark)
  })
}
