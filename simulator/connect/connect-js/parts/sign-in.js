import { html } from '../../../browser/html.js'
import { openDialog } from './dialogs.js'
import { ORIGIN } from './host.js'

const LAST_MESSAGE_MS = 400

/** The simulator checks the same in requireSignIn. */
const isSignInDue = ({ data, features }) =>
  data.stripeCollects && !data.isSignedIn && !features.disable_stripe_user_authentication

/** Only the window can redeem the ticket, so the host page can't sign the holder in. */
function makeTicket() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Where Stripe collects the requirements, the holder signs in to Stripe before funds or bank details change. Browsers
 * only allow the window directly after a click.
 */
export function withSignIn(el, act) {
  if (isSignInDue(el)) openSignIn(el, act)
  else act()
}

function openSignIn(el, act) {
  const ticket = makeTicket()
  const address = `${ORIGIN}/authenticate.html#${new URLSearchParams({ origin: location.origin, ticket })}`
  const popup = window.open(address, '_blank', 'popup,width=480,height=560')
  const stopWatching = watchClosing(popup, () => {
    if (isConnected) dialog.close()
    else dialog.fail('The sign-in window lost its connection', LOST_CONNECTION)
  })
  const dialog = openSignInDialog(el, {
    onReopen: () => openSignIn(el, act),
    onEnd() {
      stopWatching()
      removeEventListener('message', listen)
      popup?.close()
    },
  })

  /** The window has contacted this page, so if it closes later, the holder has closed it. */
  let isConnected = false
  function listen(event) {
    if (event.origin !== ORIGIN || event.source !== popup || event.data?.ticket !== ticket) return
    if (event.data.type === 'opened') isConnected = true
    if (event.data.type === 'cancel') dialog.close()
    if (event.data.type !== 'authenticated') return
    el.data.isSignedIn = true
    dialog.close()
    act()
  }
  addEventListener('message', listen)
  if (!popup) {
    dialog.fail('The sign-in window was blocked', BLOCKED)
    return
  }
  el.session
    .request('POST', '/connect/sign_ins', { ticket })
    .catch((error) => dialog.fail('The sign-in couldn’t start', error.message))
}

const BLOCKED = 'Allow pop-up windows for this site in the browser’s address bar, then open the window again.'
const LOST_CONNECTION =
  'It couldn’t reach this page. If you didn’t close it, this page’s Cross-Origin-Opener-Policy separates it from its ' +
  'windows. The site must send unsafe-none or same-origin-allow-popups.'

/** Calls back when the window has closed. Returns a function that stops watching. */
function watchClosing(popup, onClosed) {
  let closedAt = null
  const timer = setInterval(() => {
    if (!popup?.closed) return
    closedAt ??= performance.now()
    // Its last message may arrive after it has closed.
    if (performance.now() - closedAt >= LAST_MESSAGE_MS) onClosed()
  }, 200)
  return () => clearInterval(timer)
}

/** The dialog behind the sign-in window. `onEnd` runs once the sign-in has ended, with or without success. */
function openSignInDialog(el, { onReopen, onEnd }) {
  const status = html`<p role="alert">Sign in in the new window. This page then continues automatically.</p>`
  const reopen = () => {
    dialog.close()
    onReopen()
  }
  const retry = html`<button class="button Primary" type="button" hidden @click=${reopen}>Open the sign-in window</button>`
  const content = html`
    <div class="sheet">
      ${status}
      <div class="buttons">
        ${retry}
        <button class="button Secondary" type="button" @click=${() => dialog.close()}>Cancel</button>
      </div>
    </div>`
  const dialog = openDialog(el, 'Sign in to Stripe', content, { onclose: onEnd })
  return {
    close: () => dialog.close(),
    fail(heading, explanation) {
      onEnd()
      dialog.querySelector('h2').textContent = heading
      status.textContent = `${explanation} Nothing was changed.`
      retry.hidden = false
      retry.focus()
      el.report('authentication_error', `${heading}. ${explanation}`)
    },
  }
}
