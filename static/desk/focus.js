/* A click on the picture says where its focal point is; the two boxes say the same in numbers. */
(() => {
  const picture = document.querySelector(".field-large img.picture")
  const [x, y] = ["x", "y"].map((side) => document.querySelector(`input#id_focal_${side}`))
  if (!picture || !x || !y) return

  const frame = document.createElement("span")
  const mark = document.createElement("span")
  frame.className = "focus"
  mark.className = "focus__mark"
  picture.replaceWith(frame)
  frame.append(picture, mark)

  const show = () => {
    mark.style.left = `${x.value * 100}%`
    mark.style.top = `${y.value * 100}%`
  }
  const set = (box, share) => {
    box.value = Math.min(1, Math.max(0, share)).toFixed(2)
    box.dispatchEvent(new Event("input", { bubbles: true }))
  }
  frame.addEventListener("click", (event) => {
    const place = picture.getBoundingClientRect()
    set(x, (event.clientX - place.left) / place.width)
    set(y, (event.clientY - place.top) / place.height)
  })
  for (const box of [x, y]) box.addEventListener("input", show)
  show()
})()
