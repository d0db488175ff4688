/* What was typed and is nowhere but in this browser, and the boxes in which texts are offered again. */

/* The form as it would be sent, without its buttons and its token. */
export const entries = (form) => {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !["csrfmiddlewaretoken", "serial"].includes(name))
}

/* The texts whose names begin with `prefix`: by account, so that no one else is offered them. */
export const texts = (prefix) => {
  const get = (key) => JSON.parse(localStorage.getItem(prefix + key) || "null")
  return {
    get,
    /* Whether it is there now: a store may be full or forbidden. */
    put: (key, text) => {
      try {
        localStorage.setItem(prefix + key, JSON.stringify({ at: Date.now(), ...text }))
        return true
      } catch {
        return false
      }
    },
    /* Unless another has come in its place meanwhile. */
    drop: (key, isMeant) => {
      const there = get(key)
      if (there && isMeant(there)) localStorage.removeItem(prefix + key)
    },
    keys: () => Object.keys(localStorage).filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)),
  }
}

/* Throwing away is asked about once; `throwAway` is told the names of a box, and says whether it could. */
export const askBefore = (box, throwAway) => box.addEventListener("click", async ({ target }) => {
  const one = target.closest(".offer")
  if (target.closest("[data-throw-away]")) {
    target.replaceWith(document.getElementById("sure").content.cloneNode(true))
    one.querySelector("[data-sure]").focus()
  } else if (target.closest("[data-sure]") && await throwAway(one.dataset.names.split(" "))) {
    one.remove()
  }
})
