import { choose, chosen, refreshWorld } from './accounts.js'
import { showMessage } from './api.js'
import { refreshClock, tick } from './clock.js'
import { refreshEvents } from './events.js'
import { refreshFaults, showPermissions } from './faults.js'
import './new-world.js'
import { find } from './rendering.js'
import { refreshRequests } from './requests.js'
import { refreshWebhooks } from './webhooks.js'

const REFRESH_MS = 2000

const VIEWS = {
  world: refreshWorld,
  faults: refreshFaults,
  webhooks: refreshWebhooks,
  events: refreshEvents,
  requests: refreshRequests,
  generate: () => {},
}

let view = 'world'

async function open() {
  const [, name, id] = location.hash.split('/')
  const isNew = view !== name
  view = Object.hasOwn(VIEWS, name) ? name : 'world'
  choose(view === 'world' && id ? id : null)
  for (const section of document.querySelectorAll('[data-view]')) section.hidden = section.dataset.view !== view
  for (const link of document.querySelectorAll('nav a')) {
    if (link.hash === `#/${view}`) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
  document.title = `${find(`nav a[href="#/${view}"]`).textContent} · Stripe simulator`
  if (isNew) scrollTo(0, 0)
  await refresh()
  // On a narrow screen the account is below the list.
  if (chosen && find('#account').getBoundingClientRect().top > innerHeight * 0.6) find('#account').scrollIntoView()
}

let isUnreachable = false
let running = 0

async function refresh() {
  running += 1
  try {
    await Promise.all([refreshClock(), VIEWS[view]()])
    if (isUnreachable) showMessage('Connected to the simulator again.')
    isUnreachable = false
  } catch (error) {
    if (!isUnreachable) showMessage(`Can’t reach the simulator: ${error.message}`, true)
    isUnreachable = true
  } finally {
    running -= 1
  }
}

addEventListener('hashchange', open)
addEventListener('refresh', refresh)
setInterval(() => {
  // A slow simulator gets the next request only after its answer.
  if (document.visibilityState === 'visible' && running === 0) refresh()
}, REFRESH_MS)
setInterval(tick, 250)
await showPermissions()
await open()
