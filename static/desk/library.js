/* The library's grid: how many pictures are chosen, and all or none of them at once. */
(() => {
  const form = document.querySelector("form.pictures")
  const deeds = form?.querySelector(".deeds")
  if (!deeds) return

  const boxes = [...form.querySelectorAll("[name=chosen]")]
  const told = deeds.querySelector(".deeds__chosen")
  const ways = deeds.querySelectorAll(".deeds__each, .deeds > .quiet")
  const show = () => {
    const n = boxes.filter((box) => box.checked).length
    const { none, one, many } = form.dataset
    told.querySelector("[role=status]").textContent = [none, one][n] ?? many.replace("{n}", n)
    for (const way of ways) way.hidden = !n
    for (const box of boxes) box.closest("li").classList.toggle("chosen", box.checked)
  }
  const choose = (checked) => {
    for (const box of boxes) box.checked = checked
    show()
  }
  deeds.querySelector("[data-all]").addEventListener("click", () => choose(true))
  deeds.querySelector("[data-none]").addEventListener("click", () => choose(false))
  form.addEventListener("change", show)
  /* Enter in a field does what stands beside it, and not the first thing of all. */
  deeds.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input:not([type=checkbox])")) return
    event.preventDefault()
    form.requestSubmit(event.target.closest(".deeds__each > div").querySelector("[type=submit]"))
  })
  told.hidden = false
  /* Also what the browser has kept of an earlier visit. */
  addEventListener("pageshow", show)
  show()
})()
