/* The menu of one's own account closes as menus do. */
const menu = document.getElementById("account")

document.addEventListener("click", ({ target }) => { if (!menu?.contains(target)) menu?.removeAttribute("open") })
menu?.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget && !menu.contains(relatedTarget)) menu.open = false })
menu?.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return
  menu.open = false
  menu.firstElementChild.focus()
})
