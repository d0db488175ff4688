/* The panels beside a story, one at a time. What is sought in one that is hidden comes forward. */
const make = (tag, known, attributes = {}) => {
  const element = Object.assign(document.createElement(tag), known)
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value))
  return element
}

const desk = document.querySelector(".desk"), side = desk.querySelector(".desk__side"), story = desk.querySelector(".desk__story")
const wide = matchMedia("(min-width: 64rem)")
const panels = [...side.querySelectorAll(":scope > .panel")]
const bar = make("div", { className: "tabs" }, { role: "tablist", "aria-label": side.getAttribute("aria-label") })

const tabFor = (panel, name) => {
  const tab = make("button", { type: "button", id: `${panel.id}-tab`, textContent: name }, { role: "tab", "aria-controls": panel.id })
  const { count } = panel.dataset
  if (Number(count)) tab.append(" ", make("span", { className: "tabs__count", textContent: count }))
  tab.addEventListener("click", () => choose(panel))
  return tab
}
const textTab = tabFor(story, story.dataset.name)
const tabs = [textTab, ...panels.map((panel) => {
  const tab = tabFor(panel, panel.getAttribute("aria-label"))
  panel.setAttribute("role", "tabpanel")
  panel.setAttribute("aria-labelledby", tab.id)
  panel.removeAttribute("aria-label")
  return tab
})]

/* Where there is no room for both, the text is one of the panels. */
let shown = story, leftAt = 0
const show = (panel) => {
  shown = wide.matches && panel === story ? panels.find((each) => !each.hidden) || panels[0] : panel
  textTab.hidden = wide.matches
  story.hidden = !wide.matches && shown !== story
  for (const each of panels) each.hidden = each !== shown
  ;[story, ...panels].forEach((each, n) => {
    tabs[n].ariaSelected = String(each === shown)
    tabs[n].tabIndex = each === shown ? 0 : -1
  })
}
/* Back in the text one stands where one left it. */
const choose = (panel) => {
  if (wide.matches || panel === shown) return show(panel)
  if (shown === story) leftAt = scrollY
  show(panel)
  if (panel === story) scrollTo(0, leftAt)
  else if (bar.getBoundingClientRect().top <= 0) desk.scrollIntoView()
}
const place = () => {
  const first = wide.matches ? side : desk
  first.prepend(bar)
  show(shown)
}
wide.addEventListener("change", place)

bar.addEventListener("keydown", (event) => {
  const tabs = [...bar.querySelectorAll("button:not([hidden])")], at = tabs.indexOf(document.activeElement)
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key]
  if (to === undefined) return
  event.preventDefault()
  const tab = tabs.at(to % tabs.length)
  tab.focus()
  tab.click()
})

/* Bring an element to where it is seen, whatever is folded around it. */
const reveal = (element) => {
  const panel = [story, ...panels].find((each) => each.contains(element))
  if (panel && (panel !== story || story.hidden)) show(panel)
  for (let box = element.closest("details"); box; box = box.parentElement.closest("details")) box.open = true
}

bar.append(...tabs)
const isWrong = (panel) => panel.querySelector(".errors, .errorlist")
shown = isWrong(story) && !wide.matches ? story : panels.find(isWrong) || story
place()
shown.querySelectorAll(".errors").forEach(reveal)
const named = document.getElementById(location.hash.slice(1))
if (named) reveal(named)

/* Whoever goes to a note's words goes to the text. */
document.addEventListener("click", ({ target }) => { if (target.closest?.("[data-go]")) reveal(story) }, true)

/* Where one writes in what a link names. A field that script has put something better in the place of
   is not seen: that then. Of rows it is the one that something is said of, one that is still empty,
   or the way to another. */
const FIELDS = ["[contenteditable=true]", "input, select:not(.select2-hidden-accessible), textarea, .select2-selection", "button, a[href], [tabindex]"]
const isSeen = (each) => each.checkVisibility() && !each.disabled && each.type !== "hidden"
const within = (box) => FIELDS.flatMap((fields) => [...box.querySelectorAll(fields)]).find(isSeen)
const rowIn = (group) => {
  const rows = [...group.querySelectorAll("tr.form-row:not(.empty-form)")]
  return rows.find((row) => row.querySelector(".remark--warning")?.checkVisibility()) ||
    rows.find((row) => row.querySelector("textarea, select")?.value === "") ||
    (group.id === "takeaways-group" ? rows[0] : null) || group.querySelector(".add-row")
}
const fieldOf = (target) => {
  if (target.matches(".inline-group")) return within(rowIn(target) || target)
  if (target.matches(".select2-hidden-accessible")) return within(target.parentElement)
  if (!target.checkVisibility()) return within(target.closest(".form-row") || target)
  return target.matches("input, select, textarea, button, [tabindex]") ? target : within(target)
}

/* A link to a field goes to it. */
const LEADING = ["#amiss", ".desk__side", ".conflict", ".bar"].map((place) => `${place} a[href^="#"]:not([href="#"])`).join()
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(LEADING)
  const target = link && document.getElementById(link.hash.slice(1))
  if (!target) return
  event.preventDefault()
  reveal(target)
  const field = fieldOf(target) || target
  if (field === target && !field.matches("a, input, select, textarea, button, [tabindex]")) field.tabIndex = -1
  field.scrollIntoView({ block: "center" })
  field.focus({ preventScroll: true })
})

/* What is scheduled needs its time, or its release, first. */
const first = document.getElementById("when-first")
for (const schedule of document.querySelectorAll(".bar [name=_schedule], .panel [name=_schedule]")) {
  schedule.addEventListener("click", (event) => {
    const { print_at: time, print_with: release } = schedule.form.elements
    if (!time || time.value || release?.value) return
    event.preventDefault()
    reveal(time)
    if (first) {
      first.textContent = first.dataset.said
      time.setAttribute("aria-describedby", [...new Set([...(time.getAttribute("aria-describedby") || "").split(" "), first.id])].join(" ").trim())
    }
    time.focus()
  })
}
