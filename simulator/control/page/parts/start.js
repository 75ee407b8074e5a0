import { say } from './asking.js'
import { refreshClock, tick } from './clock.js'
import { find } from './drawing.js'
import { refreshEvents } from './events.js'
import './generate.js'
import { refreshRequests } from './requests.js'
import { drawPermissions, refreshTrouble } from './trouble.js'
import { refreshWebhooks } from './webhooks.js'
import { choose, chosen, refreshWorld } from './world.js'

const REFRESH_MS = 2000

const VIEWS = {
  world: refreshWorld,
  trouble: refreshTrouble,
  webhooks: refreshWebhooks,
  events: refreshEvents,
  requests: refreshRequests,
  generate: () => {},
}

let view = 'world'

async function open() {
  const [, wanted, id] = location.hash.split('/')
  const isNew = view !== wanted
  view = Object.hasOwn(VIEWS, wanted) ? wanted : 'world'
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

let isLost = false
let running = 0

async function refresh() {
  running += 1
  try {
    await Promise.all([refreshClock(), VIEWS[view]()])
    if (isLost) say('The simulator answers again.')
    isLost = false
  } catch (error) {
    if (!isLost) say(`The simulator does not answer: ${error.message}`, true)
    isLost = true
  } finally {
    running -= 1
  }
}

addEventListener('hashchange', open)
addEventListener('redraw', refresh)
setInterval(() => {
  // A slow simulator is not asked again before it has answered.
  if (document.visibilityState === 'visible' && running === 0) refresh()
}, REFRESH_MS)
setInterval(tick, 250)
await drawPermissions()
await open()
