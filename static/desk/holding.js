/* Buttons that are pressed while there is no connection are held back: the browser's page of errors
   would come in the place of the form. Nothing is sent later by itself; whoever pressed presses again. */
const LONGEST_PROBE = 5000, UNDER_WAY = 10_000

/* Whether the desk answers. Being online says nothing: the desk may be on this very machine. */
export const reaches = async (address) => {
  try {
    const answer = await fetch(address, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(LONGEST_PROBE) })
    return ![502, 503, 504].includes(answer.status)
  } catch {
    return false
  }
}

/* What the bar says of keeping. What goes well is said to the eye alone: every second would be too
   often for the ear. */
export const barSays = () => {
  const kept = document.getElementById("kept"), said = document.getElementById("kept-said")
  return (words, isProblem = false) => {
    kept.textContent = words
    kept.classList.toggle("bar__kept--problem", isProblem)
    const aloud = isProblem ? words : ""
    if (said.textContent !== aloud) said.textContent = aloud
  }
}

/* Each press first asks at `probe`; `held` is called where nothing answers there. */
export const holdBack = (form, { probe, held }) => {
  let asking = false, goes = false, sent = 0
  form.addEventListener("submit", async (event) => {
    const { submitter } = event, isBeside = submitter?.formTarget === "_blank"
    if (goes || isBeside && navigator.onLine) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (asking || Date.now() - sent < UNDER_WAY) return
    asking = true
    const isThere = await reaches(probe)
    asking = false
    if (!isThere) { held(); return }
    /* A box may have gone meanwhile, with its button. */
    if (submitter && submitter.form !== form) return
    goes = true
    form.requestSubmit(submitter)
    goes = false
  }, { capture: true })
  /* The last to hear of it: what waits for a picture is not on its way yet. */
  addEventListener("submit", (event) => {
    const isOurs = event.target === form && event.submitter?.formTarget !== "_blank"
    if (isOurs && !event.defaultPrevented) sent = Date.now()
  })
  addEventListener("pageshow", () => { sent = 0 })
}
