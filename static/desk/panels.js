/* The panels beside a story, one at a time. What is sought in one that is hidden comes forward. */
const make = (tag, known, attributes = {}) => {
  const element = Object.assign(document.createElement(tag), known)
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value))
  return element
}

const side = document.querySelector(".desk__side")
const panels = [...side.querySelectorAll(":scope > .panel")]
const bar = make("div", { className: "tabs" }, { role: "tablist", "aria-label": side.getAttribute("aria-label") })

const tabs = panels.map((panel) => {
  const name = panel.getAttribute("aria-label")
  const tab = make("button", { type: "button", id: `${panel.id}-tab`, textContent: name }, { role: "tab", "aria-controls": panel.id })
  const { count } = panel.dataset
  if (Number(count)) tab.append(" ", make("span", { className: "tabs__count", textContent: count }))
  panel.setAttribute("role", "tabpanel")
  panel.setAttribute("aria-labelledby", tab.id)
  panel.removeAttribute("aria-label")
  tab.addEventListener("click", () => show(panel))
  return tab
})

const show = (shown) => panels.forEach((panel, n) => {
  panel.hidden = panel !== shown
  tabs[n].ariaSelected = String(panel === shown)
  tabs[n].tabIndex = panel === shown ? 0 : -1
})

bar.addEventListener("keydown", (event) => {
  const at = tabs.indexOf(document.activeElement)
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key]
  if (to === undefined) return
  event.preventDefault()
  const tab = tabs.at(to % tabs.length)
  tab.focus()
  tab.click()
})

/* Bring an element to where it is seen, whatever is folded around it. */
const reveal = (element) => {
  const panel = panels.find((each) => each.contains(element))
  if (panel) show(panel)
  for (let box = element.closest("details"); box; box = box.parentElement.closest("details")) box.open = true
}

bar.append(...tabs)
side.prepend(bar)
show(panels.find((panel) => panel.querySelector(".errors, .errorlist")) || panels[0])
side.querySelectorAll(".errors").forEach(reveal)

/* A link to a field goes to it. */
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".desk__side a[href^='#'], .conflict a[href^='#'], .bar a[href^='#']")
  const target = link && document.getElementById(link.hash.slice(1))
  if (!target) return
  event.preventDefault()
  reveal(target)
  /* A field that script has put something better in the place of is not seen: that then. */
  const row = target.checkVisibility() ? target : target.closest(".form-row") || target
  const found = ["[contenteditable=true]", "input, select, textarea, button, [tabindex]"].flatMap((fields) => [...row.querySelectorAll(fields)])
  const field = row.matches("input, select, textarea, button, [tabindex]") ? row : found.find((each) => each.checkVisibility())
  row.scrollIntoView({ block: "center" })
  field?.focus()
})

/* What is scheduled needs its time, or its release, first. */
const schedule = document.querySelector(".bar [name=_schedule]")
schedule?.addEventListener("click", (event) => {
  const { print_at: time, print_with: release } = schedule.form.elements
  if (!time || time.value || release?.value) return
  event.preventDefault()
  reveal(time)
  time.focus()
})
