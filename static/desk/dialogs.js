/* The editor's dialogs, and the one that asks for a line. `gettext` is the admin's. */
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
export const open = (label, className, fill) => new Promise((resolve) => {
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

/* Asks for one line. `wrong` says what is amiss with it, or ""; what was typed stays. `equip` may
   make more of the field: it gets that and what ends the dialog, and gives what stands beneath.
   `otherwise` is what can be done with a line that is amiss, if it fits that. */
export const ask = ({ label, value = "", action, wrong, equip, otherwise }) => open(label, "ask", (done, close) => {
  const field = make("input", {
    type: "text", inputMode: "url", autocomplete: "off", spellcheck: false, value,
    id: "asked", "aria-describedby": "amiss",
  })
  const amiss = make("p", { id: "amiss", className: "amiss", role: "alert" })
  const other = make("button", { type: "button", className: "button", textContent: otherwise?.action || "", hidden: true })
  other.addEventListener("click", () => {
    done()
    otherwise.act(field.value.trim())
  })
  field.addEventListener("input", () => { other.hidden = true })
  const form = make("form", { noValidate: true },
    make("label", { htmlFor: "asked", textContent: label }), field, ...(equip ? equip(field, done) : []), amiss,
    make("p", { className: "ways" },
      make("button", { type: "submit", className: "button default", textContent: action }), other, close))
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const typed = field.value.trim()
    amiss.textContent = wrong(typed)
    field.setAttribute("aria-invalid", Boolean(amiss.textContent))
    other.hidden = !(amiss.textContent && otherwise?.fits(typed))
    if (amiss.textContent) field.focus()
    else done(typed)
  })
  return [form]
})
