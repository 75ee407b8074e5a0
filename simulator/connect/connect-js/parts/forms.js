import { openDialog, setBusy, uniqueId, uniqueKey } from './dialogs.js'
import { html } from './foundation.js'
import { withSignIn } from './sign-in.js'

/** A labelled control with help; an error takes the help's place. */
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
    typed: () => control.value.trim(),
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

/** Radio buttons or checkboxes under one legend, with the manners of a field. */
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

export const dateInput = (value) => html`<input type="date" value=${value}>`
export const textInput = (value = '') => html`<input type="text" autocomplete="off" spellcheck="false" value=${value}>`
export const amountInput = (value) =>
  html`<input type="text" inputmode="decimal" autocomplete="off" autofocus value=${value}>`
export const select = (pairs, chosen) =>
  html`<select>${pairs.map(([value, text]) => html`<option value=${value} selected=${value === chosen}>${text}</option>`)}</select>`

/**
 * A form in a dialog. `read` gives the values to send, or null once it has marked what is wrong. `fields` are keyed by
 * the parameter that Stripe names in a refusal, so that the refusal stands at its field.
 */
export function openForm(el, { heading, intro, fields = {}, body, submit, busy, danger, read, send }) {
  // One key for the whole dialog, so that nothing it sends can be done twice. Stripe forgets the key of what it refused.
  const key = uniqueKey()
  let working = false
  let unanswered = null
  const alert = html`<p class="alert" role="alert"></p>`
  const button = html`<button class=${`button ${danger ? 'Danger' : 'Primary'}`} type="submit">${submit}</button>`
  button.idleWords = submit

  function submitted(event) {
    event.preventDefault()
    if (working) return
    alert.textContent = ''
    for (const one of Object.values(fields)) one.fail('')
    const values = read()
    if (values === null) dialog.querySelector('[aria-invalid]')?.focus()
    else if (unanswered !== null && unanswered !== JSON.stringify(values)) {
      alert.textContent =
        'The first attempt may have been carried out, so these values cannot be sent instead. Send the first ones again, or close this and see what has changed.'
    } else withSignIn(el, () => attempt(values))
  }

  async function attempt(values) {
    working = true
    setBusy(button, busy)
    try {
      const words = await send(values, key)
      await el.session.refresh().catch((error) => el.complain(`The figures could not be refreshed: ${error.message}`))
      working = false
      dialog.close()
      el.say(words)
    } catch (error) {
      working = false
      setBusy(button)
      refused(error, values)
    }
  }

  function refused(error, values) {
    const place = Object.hasOwn(fields, error.param) ? fields[error.param] : null
    unanswered = error.unanswered ? JSON.stringify(values) : null
    if (error.code === 'user_authentication_required') el.data.isSignedIn = false
    if (place) place.fail(error.message)
    else if (error.unanswered) {
      alert.textContent = `${error.message} It is not known whether this was done. Trying again with the same values cannot do it twice.`
    } else alert.textContent = error.message
    dialog.querySelector('[aria-invalid]')?.focus()
  }

  const form = html`
    <form class="sheet" novalidate @submit=${submitted}>
      ${intro && html`<p class="quiet">${intro}</p>`}
      ${body ?? Object.values(fields).map(({ node }) => node)}
      ${alert}
      <div class="buttons">
        ${button}
        <button class="button Secondary" type="button" @click=${() => working || dialog.close()}>Cancel</button>
      </div>
    </form>`
  const dialog = openDialog(el, heading, form, { mayClose: () => !working })
  return {
    relabel(words) {
      button.idleWords = words
      if (!working) button.textContent = words
    },
  }
}
