/* The editor's tools: one stop of the tab key, arrows from tool to tool. */
export const equip = (bar, editor, label) => {
  bar.setAttribute("role", "toolbar")
  bar.setAttribute("aria-label", label)
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
