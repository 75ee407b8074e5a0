import { openDialog } from './dialogs.js'
import { html, ORIGIN } from './foundation.js'

/** The simulator refuses without it what this asks for; see its requireSignIn. */
const isSignInDue = ({ data, features }) =>
  data.stripeCollects && !data.isSignedIn && !features.disable_stripe_user_authentication

/** Only the window can redeem it: what the page itself says about a sign-in counts for nothing. */
function makeTicket() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Where Stripe collects an account's details, its holder signs in to Stripe before money or bank details move. The
 * window must open straight from the click, or browsers block it.
 */
export function withSignIn(el, act) {
  if (!isSignInDue(el)) return act()
  const ticket = makeTicket()
  const address = `${ORIGIN}/authenticate.html#${new URLSearchParams({ origin: location.origin, ticket })}`
  const popup = window.open(address, '_blank', 'popup,width=480,height=560')

  const words = html`<p role="alert"></p>`
  const again = () => {
    dialog.close()
    withSignIn(el, act)
  }
  const retry = html`<button class="button Primary" type="button" hidden @click=${again}>Open the sign-in window</button>`
  const content = html`
    <div class="sheet">
      ${words}
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
    words.textContent = `${explanation} Nothing was changed.`
    retry.hidden = false
    retry.focus()
    el.report('authentication_error', `${heading}. ${explanation}`)
  }

  /** The window has shown that it knows us: from then on its end is its holder's doing. */
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

  let goneAt = null
  const watch = setInterval(() => {
    if (!popup?.closed) return
    goneAt ??= performance.now()
    if (performance.now() - goneAt < 400) return // what the window said before it closed may still be on its way
    if (isConnected) dialog.close()
    else {
      stop(
        'The sign-in window was cut off',
        'It could not reach this page. If you did not close it, then this page’s Cross-Origin-Opener-Policy separates ' +
          'it from its windows, and whoever runs this site has to send unsafe-none or same-origin-allow-popups.',
      )
    }
  }, 200)
  addEventListener('message', listen)
  words.textContent = 'Finish signing in in the window that has opened. Then this goes on by itself.'
  if (!popup) {
    stop(
      'The sign-in window was blocked',
      'Allow pop-up windows for this site in the browser’s address bar, then open the window again.',
    )
    return
  }
  el.ask('POST', '/connect/sign_ins', { ticket }).catch((error) => stop('The sign-in could not start', error.message))
}
