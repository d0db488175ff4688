/* The editor's dialogs: one asks for an address, one is over the library. `gettext` is the admin's. */
export const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name in element) element[name] = value
    else element.setAttribute(name, value)
  }
  element.append(...children)
  return element
}

/* Opens a dialog of what `fill` makes; resolves to what it is done with, or to nothing. */
const open = (label, className, fill) => new Promise((resolve) => {
  const dialog = make("dialog", { className: `desk-dialog ${className}`, "aria-label": label })
  const done = (answer) => {
    // Closing gives the focus back to where it was; taking away alone would lose it.
    dialog.close()
    dialog.remove()
    resolve(answer)
  }
  const close = make("button", { type: "button", className: "button plain", textContent: gettext("Cancel") })
  close.addEventListener("click", () => done())
  dialog.addEventListener("cancel", () => done())
  dialog.append(...fill(done, close))
  document.body.append(dialog)
  dialog.showModal()
})

/* Asks for one line. `wrong` says what is amiss with it, or ""; what was typed stays. */
export const ask = ({ label, value = "", action, wrong }) => open(label, "ask", (done, close) => {
  const field = make("input", {
    type: "text", inputMode: "url", autocomplete: "off", spellcheck: false, value,
    id: "asked", "aria-describedby": "amiss",
  })
  const amiss = make("p", { id: "amiss", className: "amiss", role: "alert" })
  const form = make("form", { noValidate: true },
    make("label", { htmlFor: "asked", textContent: label }), field, amiss,
    make("p", { className: "ways" },
      make("button", { type: "submit", className: "button default", textContent: action }), close))
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const typed = field.value.trim()
    amiss.textContent = wrong(typed)
    field.setAttribute("aria-invalid", Boolean(amiss.textContent))
    if (amiss.textContent) field.focus()
    else done(typed)
  })
  return [form]
})

/* Asks for a picture of the library. */
export const choose = () => open(gettext("Picture from the library"), "library", (done, close) => {
  const find = make("input", {
    type: "search", placeholder: gettext("Search the library"), "aria-label": gettext("Search the library"),
  })
  const list = make("ul", { role: "list" })
  const show = async () => {
    const answer = await fetch(`/admin/articles/image/choose/?q=${encodeURIComponent(find.value)}`)
    if (!answer.ok) return list.replaceChildren(gettext("The library cannot be reached. Try again."))
    const { images } = await answer.json()
    list.replaceChildren(...images.map((image) => {
      const button = make("button", { type: "button" },
        make("img", { src: image.thumbnail, alt: image.alt }), make("span", { textContent: image.name }))
      if (image.warning) button.append(make("span", { className: "warning", textContent: image.warning }))
      button.addEventListener("click", () => done(image))
      return make("li", {}, button)
    }))
    if (!images.length) list.replaceChildren(gettext("No picture matches."))
  }
  let waiting
  find.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(show, 200) })
  find.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault() })
  show()
  return [make("form", {}, find), list, make("form", {}, close)]
})
