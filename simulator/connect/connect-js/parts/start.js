import { COMPONENTS } from './components.js'
import { ConnectElement } from './connect-element.js'
import { notify } from './host.js'
import { Session } from './session.js'

for (const kind of COMPONENTS) {
  const tag = `stripe-connect-${kind.tag}`
  if (customElements.get(tag)) continue
  class Element extends ConnectElement {
    static kind = kind
  }
  // From the npm package's componentsAndSetters.
  for (const name of ['OnLoaderStart', 'OnLoadError', ...kind.setters]) {
    Element.prototype[`set${name}InternalOnly`] = function (value) {
      this.set(name, value)
    }
  }
  customElements.define(tag, Element)
}

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
