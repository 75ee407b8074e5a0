import { BalancesElement } from './balances-element.js'
import { notify } from './host.js'
import { Session } from './session.js'

// From the npm package's componentsAndSetters.
for (const name of ['OnLoaderStart', 'OnLoadError']) {
  BalancesElement.prototype[`set${name}InternalOnly`] = function (value) {
    this.settings[name] = value
  }
}
if (!customElements.get('stripe-connect-balances')) customElements.define('stripe-connect-balances', BalancesElement)

function init(params) {
  const session = new Session(params)
  return {
    connect: session,
    update: (changes) => session.configure(changes ?? {}),
    logout: () => session.logout(),
  }
}

// Keeps what the page or the loader has already set, such as onLoad and optimizedLoading.
window.StripeConnect = Object.assign(window.StripeConnect ?? {}, { init, simulated: true })
notify(window.StripeConnect.onLoad)
