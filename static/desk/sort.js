/* Rows that have an order: a handle to drag and buttons in the place of its number, which moves with
   the row. */
(() => {
  const said = document.createElement("p")
  said.className = "visually-hidden"
  said.setAttribute("aria-live", "polite")
  document.body.append(said)

  const rowsOf = (body) => [...body.querySelectorAll("tr.form-row:not(.empty-form)")]
    .filter((row) => row.querySelector("[name$=-position]"))

  const number = (body) => rowsOf(body).forEach((row, n, all) => {
    row.querySelector("[name$=-position]").value = n
    for (const named of row.querySelectorAll("[aria-label]")) {
      named.setAttribute("aria-label", named.getAttribute("aria-label").replace(/\d+/, n + 1))
    }
    const [up, down] = row.querySelectorAll(".sort button")
    up.disabled = n === 0
    down.disabled = n === all.length - 1
  })

  const move = (row, step, button) => {
    const rows = rowsOf(row.parentElement)
    const other = rows[rows.indexOf(row) + step]
    if (!other) return
    if (step < 0) other.before(row)
    else other.after(row)
    number(row.parentElement)
    ;(button.disabled ? row.querySelector(".sort button:not([disabled])") : button)?.focus()
    said.textContent = button.dataset.said.replace("{n}", rowsOf(row.parentElement).indexOf(row) + 1)
    tell(row)
  }

  /* By mouse, pen or finger: the row goes where the pointer is. */
  const drag = (row, handle) => {
    let moved = false
    handle.addEventListener("pointerdown", (event) => {
      if (event.button) return
      event.preventDefault()
      moved = false
      handle.setPointerCapture(event.pointerId)
      row.classList.add("dragged")
    })
    handle.addEventListener("pointermove", ({ pointerId, clientY }) => {
      if (!handle.hasPointerCapture(pointerId)) return
      for (const other of rowsOf(row.parentElement)) {
        const { top, bottom, height } = other.getBoundingClientRect()
        if (other === row || clientY < top || clientY > bottom) continue
        const isBelow = row.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING
        /* Beyond its middle, so that rows of different height do not change places to and fro. */
        if (isBelow ? clientY > top + height / 2 : clientY < top + height / 2) {
          /* The other one moves: the dragged row would lose the pointer by being taken away. */
          if (isBelow) row.before(other)
          else row.after(other)
          moved = true
        }
      }
    })
    handle.addEventListener("lostpointercapture", () => {
      row.classList.remove("dragged")
      if (!moved) return
      number(row.parentElement)
      said.textContent = gettext("Now number {n}.").replace("{n}", rowsOf(row.parentElement).indexOf(row) + 1)
      tell(row)
    })
  }
  const tell = (row) => row.querySelector("[name$=-position]").dispatchEvent(new Event("input", { bubbles: true }))

  const equip = (row) => {
    const place = row.querySelector("[name$=-position]")
    if (!place || row.querySelector(".sort")) return
    place.type = "hidden"
    const box = document.createElement("span")
    box.className = "sort"
    const handle = document.createElement("span")
    handle.className = "sort__handle"
    handle.setAttribute("aria-hidden", "true")
    handle.textContent = "⠿"
    drag(row, handle)
    box.append(handle)
    for (const [step, sign, label] of [[-1, "↑", gettext("Move up")], [1, "↓", gettext("Move down")]]) {
      const button = document.createElement("button")
      button.type = "button"
      button.textContent = sign
      button.setAttribute("aria-label", label)
      button.dataset.said = gettext("Now number {n}.")
      button.addEventListener("click", () => move(row, step, button))
      box.append(button)
    }
    place.after(box)
  }

  /* A form that was refused has its rows as they were sent: they stand where they were put. */
  const placeOf = (row) => Number(row.querySelector("[name$=-position]").value)
  const withErrors = (row) => row.previousElementSibling?.matches(".row-form-errors") ? [row.previousElementSibling, row] : [row]
  const order = (body) => {
    const rows = rowsOf(body), sorted = rows.toSorted((one, other) => placeOf(one) - placeOf(other))
    if (sorted.some((row, n) => row !== rows[n])) body.prepend(...sorted.flatMap(withErrors))
  }
  const start = (body) => {
    const rows = rowsOf(body)
    rows.forEach(equip)
    if (rows.length) number(body)
  }
  const bodies = () => document.querySelectorAll(".inline-group tbody")
  addEventListener("load", () => bodies().forEach((body) => { order(body); start(body) }))

  /* Whoever adds a row writes in it; whoever takes one away stands where another can be added. */
  let asked = null
  document.addEventListener("click", ({ target }) => { asked = target.closest?.(".add-row a, .inline-deletelink") }, true)
  const firstOf = (row) => [...row.querySelectorAll("textarea, input, select:not(.select2-hidden-accessible), .select2-selection")]
    .find((each) => each.type !== "hidden" && each.checkVisibility())
  document.addEventListener("formset:added", ({ target: row }) => {
    if (!row.matches("tr")) return
    start(row.parentElement)
    /* The box of a search is made after this. */
    if (asked?.matches(".add-row a")) setTimeout(() => firstOf(row)?.focus())
  })
  document.addEventListener("formset:removed", ({ detail }) => {
    bodies().forEach(start)
    if (asked?.matches(".inline-deletelink")) document.querySelector(`#${detail.formsetName}-group .add-row a`)?.focus()
  })
})()
