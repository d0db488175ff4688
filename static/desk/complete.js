/* A long list of names becomes one in which one types; without script it is a plain list. */
addEventListener("DOMContentLoaded", () => {
  window.django?.jQuery?.("select[data-complete]").select2?.({ theme: "admin-autocomplete", width: "100%" })
})
