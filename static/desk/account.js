/* The menus at the head, of one's own account and of the pages, close as menus do. */
for (const menu of document.querySelectorAll("#account, #menu")) {
  document.addEventListener("click", ({ target }) => { if (!menu.contains(target)) menu.open = false })
  menu.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget && !menu.contains(relatedTarget)) menu.open = false })
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return
    menu.open = false
    menu.firstElementChild.focus()
  })
}
