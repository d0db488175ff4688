/* The checks follow what is typed: a moment after the last key the desk is asked what it would say. */
const list = document.getElementById("checks")
const PAUSE = 1500

const start = (form) => {
  const tab = document.getElementById("panel-checks-tab")
  let waiting, asked = 0
  const count = (found) => {
    const { count: number, stops } = found.dataset
    let badge = tab?.querySelector(".tabs__count")
    if (!tab) return
    if (!badge) {
      badge = Object.assign(document.createElement("span"), { className: "tabs__count" })
      tab.append(" ", badge)
    }
    badge.textContent = Number(number) || ""
    badge.classList.toggle("tabs__count--stops", stops !== undefined)
  }
  const ask = async () => {
    const mine = ++asked
    const answer = await fetch(list.dataset.checks, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => null)
    if (mine !== asked || !answer?.ok) return
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".remarks")
    if (!found) return
    /* Not everyone has every field: what has no place here is only said. */
    for (const link of found.querySelectorAll("a[href^='#']")) {
      if (!document.getElementById(link.hash.slice(1))) link.replaceWith(...link.childNodes)
    }
    list.replaceChildren(found)
    count(found)
  }
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(ask, PAUSE) }
  for (const name of ["input", "change"]) form.addEventListener(name, ({ target }) => { if (target.name) soon() })
  for (const name of ["formset:added", "formset:removed"]) document.addEventListener(name, soon)
  window.django?.jQuery(form).on("select2:select select2:unselect select2:clear", soon)
  ask()
}

const form = list?.closest("form")
if (form?.querySelector("[name=_save]")) start(form)
