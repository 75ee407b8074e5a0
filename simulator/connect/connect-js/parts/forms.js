import { html } from '../../../browser/html.js'
import { openDialog, setBusy, uniqueId, uniqueKey } from './dialogs.js'
import { withSignIn } from './sign-in.js'

/** A labeled control with help text. An error replaces the help text. */
export function field(label, control, { help, unit } = {}) {
  control.id = uniqueId('field')
  const id = control.id
  const helpNode = html`<p class="fine" id=${`${id}-help`} hidden=${!help}>${help}</p>`
  const errorNode = html`<p class="error" id=${`${id}-error`} hidden></p>`
  const node = html`
    <div class="field">
      <label for=${id}>${label}</label>
      <div class="control">${control}${unit && html`<span class="unit">${unit}</span>`}</div>
      ${helpNode}${errorNode}
    </div>`
  control.setAttribute('aria-describedby', `${id}-help`)
  return {
    node,
    control,
    text: () => control.value.trim(),
    name(text) {
      node.querySelector('label').textContent = text
    },
    help(text) {
      helpNode.textContent = text
      helpNode.hidden = !text || !errorNode.hidden
    },
    fail(message) {
      errorNode.textContent = message
      errorNode.hidden = !message
      control.setAttribute('aria-describedby', message ? `${id}-error` : `${id}-help`)
      helpNode.hidden = Boolean(message) || !helpNode.textContent
      if (message) control.setAttribute('aria-invalid', 'true')
      else control.removeAttribute('aria-invalid')
    },
  }
}

/** Radio buttons or checkboxes under one legend, used like a field. */
export function choices(legend, nodes, { help, shape } = {}) {
  const id = uniqueId('field')
  const error = html`<p class="error" id=${`${id}-error`} hidden></p>`
  const node = html`
    <fieldset class="field" aria-describedby=${`${id}-help ${id}-error`}>
      <legend>${legend}</legend>
      <div class=${shape}>${nodes}</div>
      <p class="fine" id=${`${id}-help`} hidden=${!help}>${help}</p>
      ${error}
    </fieldset>`
  const inputs = [...node.querySelectorAll('input')]
  return {
    node,
    chosen: () => inputs.filter((input) => input.checked).map((input) => input.value),
    fail(message) {
      error.textContent = message
      error.hidden = !message
      if (message) inputs[0].setAttribute('aria-invalid', 'true')
      else inputs[0].removeAttribute('aria-invalid')
    },
  }
}

export const textInput = (value = '') => html`<input type="text" autocomplete="off" spellcheck="false" value=${value}>`
export const amountInput = (value) =>
  html`<input type="text" inputmode="decimal" autocomplete="off" autofocus value=${value}>`
export const select = (pairs, chosen) =>
  html`<select>${pairs.map(([value, text]) => html`<option value=${value} selected=${value === chosen}>${text}</option>`)}</select>`

const formNode = (content, button, onsubmit, cancel) => html`
  <form class="sheet" novalidate @submit=${onsubmit}>
    ${content}
    <div class="buttons">
      ${button}
      <button class="button Secondary" type="button" @click=${cancel}>Cancel</button>
    </div>
  </form>`

/**
 * A form in a dialog. `read` returns the values to send, or null after it has marked errors. The keys of `fields` are
 * Stripe's parameter names, so an error appears at its field.
 */
export function openForm(el, { heading, intro, fields = {}, body, submit, busy, danger, read, send }) {
  // One key for the whole dialog, so a repeated request isn't processed twice.
  const key = uniqueKey()
  let working = false
  let uncertain = null
  const alert = html`<p class="alert" role="alert"></p>`
  const button = html`<button class=${`button ${danger ? 'Danger' : 'Primary'}`} type="submit">${submit}</button>`
  button.idleLabel = submit

  function submitted(event) {
    event.preventDefault()
    if (working) return
    alert.textContent = ''
    for (const one of Object.values(fields)) one.fail('')
    const values = read()
    if (values === null) dialog.querySelector('[aria-invalid]')?.focus()
    else if (uncertain !== null && uncertain !== JSON.stringify(values)) {
      alert.textContent =
        'The first request may have been processed, so you can’t send other values. Try again with the first values, or close this and check what changed.'
    } else withSignIn(el, () => attempt(values))
  }

  async function attempt(values) {
    working = true
    setBusy(button, busy)
    try {
      const notice = await send(values, key)
      await el.session.refresh().catch((error) => el.showError(`Couldn’t load the latest figures: ${error.message}`))
      working = false
      dialog.close()
      el.showNotice(notice)
    } catch (error) {
      working = false
      setBusy(button)
      showError(error, values)
    }
  }

  function showError(error, values) {
    const place = Object.hasOwn(fields, error.param) ? fields[error.param] : null
    uncertain = error.isUncertain ? JSON.stringify(values) : null
    if (error.code === 'user_authentication_required') el.data.isSignedIn = false
    if (place) place.fail(error.message)
    else if (error.isUncertain) {
      alert.textContent = `${error.message} The request may have been processed. You can safely try again with the same values.`
    } else alert.textContent = error.message
    dialog.querySelector('[aria-invalid]')?.focus()
  }

  const content = [
    intro && html`<p class="quiet">${intro}</p>`,
    body ?? Object.values(fields).map(({ node }) => node),
    alert,
  ]
  const form = formNode(content, button, submitted, () => working || dialog.close())
  const dialog = openDialog(el, heading, form, { mayClose: () => !working })
  return {
    relabel(label) {
      button.idleLabel = label
      if (!working) button.textContent = label
    },
  }
}
