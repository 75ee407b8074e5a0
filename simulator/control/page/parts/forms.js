/** The values of the fields that are filled in. */
export function values(form) {
  return Object.fromEntries(
    [...form.elements]
      .filter(({ name, value }) => name && value !== '')
      .map((field) => [
        field.name,
        field.type === 'checkbox' ? field.checked : field.type === 'number' ? Number(field.value) : field.value,
      ]),
  )
}

export function onSubmit(form, action) {
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    action(values(form))
  })
}

export const utc = (local) => `${local}Z`
