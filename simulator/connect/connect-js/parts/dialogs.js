import { html } from '../../../browser/html.js'

let serial = 0
/** An id for labels and descriptions, because a shadow root can have several dialogs and forms. */
export const uniqueId = (kind) => `${kind}-${++serial}`

/** An idempotency key. */
export const uniqueKey = () => `connect-js-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`

export function openDialog(el, heading, content, { mayClose = () => true, onclose } = {}) {
  const opener = el.shadowRoot.activeElement?.id
  const id = uniqueId('dialog')
  const cancel = (event) => mayClose() || event.preventDefault()
  function close() {
    dialog.remove()
    onclose?.()
    // The browser returns focus to the opener. If it was rendered again in the meantime, its id finds it.
    if (el.shadowRoot.activeElement || el.shadowRoot.querySelector('dialog')) return
    if (opener && el.shadowRoot.getElementById(opener)) el.focusOn(opener)
    else el.notice.focus({ preventScroll: true })
  }
  content.prepend(html`<h2 id=${id}>${heading}</h2>`)
  const dialog = html`<dialog class=${el.session.overlays} lang="en" aria-labelledby=${id} @cancel=${cancel} @close=${close}>
    ${content}</dialog>`
  el.main.after(dialog)
  dialog.showModal()
  return dialog
}

/** Shows a button as busy, or with no label as idle again. It keeps its focus, so its handler must check aria-busy. */
export function setBusy(button, label) {
  for (const state of ['aria-busy', 'aria-disabled']) {
    if (label) button.setAttribute(state, 'true')
    else button.removeAttribute(state)
  }
  button.textContent = label || button.idleLabel
}
