/* What the desk's pages do more with script: names for what has none, and no text left behind. */
(() => {
  const form = document.querySelector(".change-form #content-main form")
  if (!form) return

  /* Cells of rows have no labels of their own: they are called by the head of their column. */
  const name = (row) => {
    const heads = [...row.closest("table").querySelectorAll("thead th")].slice(1)
    const cells = [...row.children].filter((cell) => !cell.matches(".original"))
    cells.forEach((cell, n) => {
      const head = heads[n]?.textContent.trim()
      /* On a phone, where the heads are not seen, each cell says it above itself. */
      if (head) cell.dataset.head = head
      for (const control of cell.querySelectorAll("input:not([type=hidden]), select, textarea")) {
        if (head && !control.hasAttribute("aria-label")) control.setAttribute("aria-label", head)
      }
    })
  }
  const boxes = () => {
    for (const box of form.querySelectorAll(".select2-selection:not([aria-label])")) {
      const field = box.closest(".related-widget-wrapper, td, div")?.querySelector("select")
      const label = field?.getAttribute("aria-label") ||
        (field?.id && form.querySelector(`label[for="${field.id}"]`)?.textContent.replace(/:\s*$/, ""))
      if (!label) continue
      box.setAttribute("aria-label", label)
      box.querySelector("[role=textbox]")?.setAttribute("aria-label", label)
      /* It named the box by what was chosen, which is nothing in an empty one. */
      box.removeAttribute("aria-labelledby")
    }
  }
  /* The admin makes its boxes as jQuery finds the page ready; this waits in the same queue. */
  window.django?.jQuery(() => {
    form.querySelectorAll(".tabular tr.form-row").forEach(name)
    boxes()
  })
  document.addEventListener("formset:added", (event) => {
    if (event.target.matches("tr")) name(event.target)
    setTimeout(boxes)
  })

  /* A tab that is closed with unsaved text asks first; a story's is kept, see keeping.js. */
  let typed = false
  form.addEventListener("input", () => { typed = true })
  form.addEventListener("submit", () => { typed = false })
  addEventListener("beforeunload", (event) => {
    if (typed && !document.getElementById("offers")) event.preventDefault()
  })

  const save = form.querySelector("[name=_save]")
  document.addEventListener("keydown", (event) => {
    if (save && (event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault()
      form.requestSubmit(save)
    }
    /* A headline is one line, and so is a takeaway: Enter saves nothing and breaks nothing. */
    const line = event.target.matches("[name=headline], [name^=takeaways-][name$=-text]")
    if (event.key === "Enter" && line) event.preventDefault()
  })

  /* The first field that is wrong is where one looks, or else the headline of a new story; at the
     end of loading, since the admin's own script puts the focus on the first button before. */
  addEventListener("load", () => {
    const wrong = form.querySelector(".errors input, .errors textarea, .errors select")
    ;(wrong || form.querySelector("[autofocus]"))?.focus()
  })
})()
