import { html } from '../../../browser/html.js'
import { openDialog } from './dialogs.js'
import { ORIGIN } from './host.js'

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
  if (!isSignInDue(el)) return act()
  const ticket = makeTicket()
  const address = `${ORIGIN}/authenticate.html#${new URLSearchParams({ origin: location.origin, ticket })}`
  const popup = window.open(address, '_blank', 'popup,width=480,height=560')

  const status = html`<p role="alert"></p>`
  const reopen = () => {
    dialog.close()
    withSignIn(el, act)
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
  const dialog = openDialog(el, 'Sign in to Stripe', content, {
    onclose() {
      clearInterval(watch)
      removeEventListener('message', listen)
      popup?.close()
    },
  })

  function stop(heading, explanation) {
    clearInterval(watch)
    popup?.close()
    dialog.querySelector('h2').textContent = heading
    status.textContent = `${explanation} Nothing was changed.`
    retry.hidden = false
    retry.focus()
    el.report('authentication_error', `${heading}. ${explanation}`)
  }

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

  let closedAt = null
  const watch = setInterval(() => {
    if (!popup?.closed) return
    closedAt ??= performance.now()
    if (performance.now() - closedAt < 400) return // its last message may not have arrived yet
    if (isConnected) dialog.close()
    else {
      stop(
        'The sign-in window lost its connection',
        'It couldn’t reach this page. If you didn’t close it, this page’s Cross-Origin-Opener-Policy separates it ' +
          'from its windows. The site must send unsafe-none or same-origin-allow-popups.',
      )
    }
  }, 200)
  addEventListener('message', listen)
  status.textContent = 'Sign in in the new window. This page then continues automatically.'
  if (!popup) {
    stop(
      'The sign-in window was blocked',
      'Allow pop-up windows for this site in the browser’s address bar, then open the window again.',
    )
    return
  }
  el.session
    .request('POST', '/connect/sign_ins', { ticket })
    .catch((error) => stop('The sign-in couldn’t start', error.message))
}
