import { html } from './foundation.js'

let serial = 0
/** For labels and descriptions: several dialogs and forms can be open in one shadow root. */
export const uniqueId = (kind) => `${kind}-${++serial}`

/** For idempotency: nobody else's key is ever this one. */
export const uniqueKey = () => `connect-js-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`

export function openDialog(el, heading, content, { mayClose = () => true, onclose } = {}) {
  const opener = el.shadowRoot.activeElement?.id
  const id = uniqueId('dialog')
  const cancel = (event) => mayClose() || event.preventDefault()
  function close() {
    dialog.remove()
    onclose?.()
    // The browser gives focus back to the opener; one that was drawn anew in the meantime is found by its id.
    if (el.shadowRoot.activeElement || el.shadowRoot.querySelector('dialog')) return
    if (opener && el.shadowRoot.getElementById(opener)) el.focusOn(opener)
    else el.notice.focus({ preventScroll: true })
  }
  content.prepend(html`<h2 id=${id}>${heading}</h2>`)
  const dialog = html`<dialog class=${el.session.overlays} lang="en" aria-labelledby=${id} @cancel=${cancel} @close=${close}>
    ${content}</dialog>`
  el.reveal()
  el.main.after(dialog)
  dialog.showModal()
  return dialog
}

/** A busy button keeps its focus and is deaf: whoever made it checks aria-busy. */
export function setBusy(button, words) {
  for (const state of ['aria-busy', 'aria-disabled']) {
    if (words) button.setAttribute(state, 'true')
    else button.removeAttribute(state)
  }
  button.textContent = words || button.idleWords
}
