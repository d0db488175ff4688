/* What need not be done at every key, but once after the last. */
export const later = (pause, act) => {
  let waiting
  return () => {
    clearTimeout(waiting)
    waiting = setTimeout(act, pause)
  }
}
