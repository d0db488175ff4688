/* What the tools do, in the words of the desk: the library has its own for most of them. */
const names = () => ({
  heading2: gettext("Heading"),
  heading3: gettext("Smaller heading"),
  paragraph: gettext("Paragraph"),
  bold: gettext("Bold"),
  italic: gettext("Italic"),
  subscript: gettext("Subscript"),
  superscript: gettext("Superscript"),
  link: gettext("Make a link"),
  unlink: gettext("Take the link out"),
  bulletList: gettext("List with bullets"),
  orderedList: gettext("Numbered list"),
  blockquote: gettext("Quotation"),
  horizontalRule: gettext("Rule"),
  table: gettext("Table"),
  "table:addColumnAfter": gettext("Add a column"),
  "table:deleteColumn": gettext("Delete the column"),
  "table:addRowAfter": gettext("Add a row"),
  "table:deleteRow": gettext("Delete the row"),
  "table:mergeCells": gettext("Join cells"),
  "table:splitCell": gettext("Part a joined cell"),
  "table:toggleHeaderCell": gettext("Head of a column or row"),
  "table:deleteTable": gettext("Delete the table"),
  "history:undo": gettext("Undo"),
  "history:redo": gettext("Redo"),
  fullscreen: gettext("The whole window"),
})

/* The editor's tools: one stop of the tab key, arrows from tool to tool. */
export const equip = (bar, editor, label) => {
  bar.setAttribute("role", "toolbar")
  bar.setAttribute("aria-label", label)
  const known = names()
  for (const tool of bar.querySelectorAll("button")) {
    const name = known[tool.dataset.name]
    if (name) { tool.title = name; tool.ariaLabel = name }
  }
  const tools = () => [...bar.querySelectorAll("button:not(.hidden)")]
  let stop
  const settle = () => {
    if (!tools().includes(stop)) stop = tools()[0]
    for (const tool of bar.querySelectorAll("button")) {
      tool.tabIndex = tool === stop ? 0 : -1
      tool.ariaDisabled = tool.classList.contains("disabled")
      // Which are on is told by their look alone: say it to those who do not see it.
      tool.ariaPressed = tool.classList.contains("active") ? "true" : null
    }
  }
  bar.addEventListener("focusin", ({ target }) => { stop = target; settle() })
  bar.addEventListener("keydown", (event) => {
    const all = tools()
    const at = all.indexOf(stop)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    all.at(to % all.length).focus()
  })
  editor.on("transaction", settle)
  settle()
}

/* The whole window for the story. Whoever leaves it, by Escape or by the tab key, sees the form. */
export const leaveFullScreen = (element, editor) => {
  const leave = () => {
    if (editor.storage.fullscreen.fullscreen) editor.commands.toggleFullscreen()
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.target.closest?.("dialog")) leave()
  })
  element.addEventListener("focusout", ({ relatedTarget: next }) => {
    if (next && !element.contains(next) && !next.closest("dialog")) leave()
  })
}
