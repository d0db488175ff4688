/* Which addresses can play in a story: as articles/text/embed.py, which lends its expressions. */
export const isPlayedBy = (kinds) => (text) => {
  const [, host, path, query] = text.match(/^https:\/\/([^/?#@:\s]+)([^?#\s"<>]*)\??([^#\s"<>]*)(?:#[^\s"<>]*)?$/) || []
  if (!host) return false
  const fields = new URLSearchParams(query.slice(0, 500))
  const fits = (expression, given) => new RegExp(`^(?:${expression})$`).test(given)
  return kinds.some(([hosts, ofPath, field, ofValue]) =>
    hosts.includes(host.toLowerCase().replace(/^www\./, "")) && fits(ofPath, path) && (!field || fits(ofValue, fields.get(field) || "")))
}
