/* The tags as chips, with those of the paper offered while one types. What is sent is the field with
   all of them between commas, as it is without script. */
import { make } from "newsroom/dialogs"
import { suggest } from "newsroom/suggest"

const same = (one, other) => one.toLowerCase() === other.toLowerCase()
const split = (text) => text.split(",").map((each) => each.trim().replace(/\s+/g, " ")).filter(Boolean)

const start = (field) => {
  const label = document.querySelector(`label[for="${field.id}"]`)
  const said = make("span", { className: "visually-hidden", role: "status" })
  const list = make("ul", { role: "list", className: "chips" })
  const entry = make("input", { type: "text", id: `${field.id}-entry`, spellcheck: true })
  const help = field.getAttribute("aria-describedby")
  if (help) entry.setAttribute("aria-describedby", help)
  let tags = split(field.value)

  const write = () => {
    field.value = tags.join(", ")
    field.dispatchEvent(new Event("input", { bubbles: true }))
    show()
  }
  const show = () => list.replaceChildren(...tags.map((tag) => {
    const button = make("button", { type: "button", textContent: "×", ariaLabel: gettext("Take out: {tag}").replace("{tag}", tag) })
    button.addEventListener("click", () => { drop(tag); entry.focus() })
    return make("li", { className: "chip" }, tag, " ", button)
  }))
  const drop = (tag) => {
    tags = tags.filter((each) => each !== tag)
    said.textContent = gettext("{tag} taken out").replace("{tag}", tag)
    write()
  }
  const add = (typed) => {
    const added = split(typed).filter((tag) => !tags.some((each) => same(each, tag)))
    entry.value = ""
    if (!added.length) return
    tags = [...tags, ...added]
    said.textContent = gettext("{tag} added").replace("{tag}", added.join(", "))
    write()
  }
  const find = async (typed) => {
    if (!typed) return []
    const answer = await fetch(`/admin/articles/article/tags/?q=${encodeURIComponent(typed)}`)
    if (!answer.ok) return []
    const { tags: found } = await answer.json()
    return found.filter(({ name }) => !tags.some((each) => same(each, name))).map(({ name, hint }) => ({ label: name, hint, name }))
  }
  const offered = suggest(entry, { label: gettext("Tags of the paper"), find, take: ({ name }) => add(name) })
  entry.addEventListener("keydown", (event) => {
    if (event.isComposing) return
    if (event.key === "Backspace" && !entry.value && tags.length) drop(tags.at(-1))
    else if (event.key === "Enter" || (event.key === "," && entry.value.trim())) {
      event.preventDefault()
      add(entry.value)
      offered.close()
    }
  })
  entry.addEventListener("input", () => { if (entry.value.includes(",")) { add(entry.value); offered.close() } })
  entry.addEventListener("blur", () => add(entry.value))
  /* What is half typed is a tag too, for whoever asks the form meanwhile. */
  field.form.addEventListener("formdata", ({ formData }) => {
    if (entry.value.trim()) formData.set(field.name, [...tags, ...split(entry.value)].join(", "))
  })
  entry.setAttribute("aria-label", label.textContent.replace(/:\s*$/, ""))
  label.htmlFor = entry.id
  field.hidden = true
  field.after(list, entry, offered.list, said)
  show()
}

const field = document.querySelector("#article_form [name=tags]")
if (field?.type === "text") start(field)
