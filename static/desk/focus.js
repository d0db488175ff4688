/* A click on the picture says where its focal point is, and so do the arrow keys; the two boxes say
   the same in numbers. Beneath it is shown what the shapes for search engines and networks keep. */
(() => {
  const picture = document.querySelector(".field-large img.picture")
  const [x, y] = ["x", "y"].map((side) => document.querySelector(`input#id_focal_${side}`))
  if (!picture || !x || !y) return

  const frame = document.createElement("span")
  const mark = document.createElement("span")
  const cuts = document.createElement("span")
  frame.className = "focus"
  frame.tabIndex = 0
  frame.role = "group"
  frame.ariaLabel = picture.dataset.focus
  mark.className = "focus__mark"
  cuts.className = "cuts"
  for (const shape of ["1 / 1", "4 / 3", "16 / 9"]) {
    const cut = document.createElement("img")
    cut.src = picture.src
    cut.alt = ""
    cut.style.aspectRatio = shape
    cuts.append(cut)
  }
  picture.replaceWith(frame)
  frame.append(picture, mark)
  frame.after(cuts)

  /* The part that a cut keeps is as near the point as it can be; styles count otherwise. */
  const kept = (share, whole, part) => {
    if (whole - part < .5) return 50
    return Math.min(100, Math.max(0, (share * whole - part / 2) / (whole - part) * 100))
  }
  const show = () => {
    mark.style.left = `${x.value * 100}%`
    mark.style.top = `${y.value * 100}%`
    const { naturalWidth: width, naturalHeight: height } = picture
    for (const cut of cuts.children) {
      const [across, down] = cut.style.aspectRatio.split("/").map(Number)
      const part = Math.min(width, height * across / down)
      cut.style.objectPosition =
        `${kept(x.value, width, part)}% ${kept(y.value, height, part * down / across)}%`
    }
  }
  const set = (box, share) => {
    box.value = Number(Math.min(1, Math.max(0, share)).toFixed(2))
    box.dispatchEvent(new Event("input", { bubbles: true }))
  }
  frame.addEventListener("click", (event) => {
    const place = picture.getBoundingClientRect()
    set(x, (event.clientX - place.left) / place.width)
    set(y, (event.clientY - place.top) / place.height)
  })
  const steps = { ArrowLeft: [x, -1], ArrowRight: [x, 1], ArrowUp: [y, -1], ArrowDown: [y, 1] }
  frame.addEventListener("keydown", (event) => {
    const [box, way] = steps[event.key] ?? []
    if (!box || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    set(box, Number(box.value) + way * (event.shiftKey ? .1 : .01))
  })
  for (const box of [x, y]) box.addEventListener("input", show)
  picture.addEventListener("load", show)
  show()
})()
