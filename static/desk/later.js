/* What need not be done at every key, but once after the last. */
export const later = (pause, act) => {
  let waiting
  return () => {
    clearTimeout(waiting)
    waiting = setTimeout(act, pause)
  }
}

/* What is done within `pause` of the first key that asks for it, however many follow, and between two
   keys where that can be: so it neither waits for a rest nor holds a key up. */
const REST = 200
const inRest = window.requestIdleCallback || ((act) => setTimeout(act))
export const within = (pause, act) => {
  let waits = false
  const done = () => { waits = false; act() }
  return () => {
    if (waits) return
    waits = true
    setTimeout(() => inRest(done, { timeout: REST }), pause - REST)
  }
}
