/* How much of the window's top the bar covers, for all that stays put beneath it. */
const bar = document.querySelector(".bar")

const measure = () => {
  const covered = getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0
  document.documentElement.style.setProperty("--bar", `${covered}px`)
}
new ResizeObserver(measure).observe(bar)
addEventListener("resize", measure)
