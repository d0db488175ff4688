/* Rows that have an order: buttons in the place of its number, which moves with the row. */
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
    row.closest("form").dispatchEvent(new Event("input"))
  }

  const equip = (row) => {
    const place = row.querySelector("[name$=-position]")
    if (!place || row.querySelector(".sort")) return
    place.type = "hidden"
    const box = document.createElement("span")
    box.className = "sort"
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

  const start = (body) => {
    const rows = rowsOf(body)
    rows.forEach(equip)
    if (rows.length) number(body)
  }
  addEventListener("load", () => document.querySelectorAll(".inline-group tbody").forEach(start))
  document.addEventListener("formset:added", (event) => {
    if (event.target.matches("tr")) start(event.target.parentElement)
  })
  document.addEventListener("formset:removed", () =>
    document.querySelectorAll(".inline-group tbody").forEach(start))
})()
