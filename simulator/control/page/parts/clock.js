import { request, run } from './api.js'
import { accountLink, date, day, moment, money, time } from './format.js'
import { onSubmit, utc } from './forms.js'
import { breakable, find, ROWS, render, table } from './rendering.js'

let clock = null
let readAt = 0

/** A button that moves the clock to a moment, or is disabled if there is none. */
function showTarget(selector, target, label, none) {
  const button = find(selector)
  button.disabled = target === null
  button.textContent = target === null ? none : `${label}: ${date(target)}`
}

export async function refreshClock() {
  clock = await request('GET', '/clock')
  readAt = performance.now()
  tick()
  showTarget('#next-due', clock.next_due, 'Next due', 'Nothing is due')
  showTarget('#next-payout', clock.next_payout, 'Payout day', 'No payout day')
  find('#freeze').textContent = clock.frozen ? 'Run' : 'Freeze'
  const state = find('#clock-state')
  state.textContent = clock.frozen ? 'Frozen' : 'Running'
  state.className = `badge ${clock.frozen ? 'move' : 'good'}`
}

export function tick() {
  if (!clock) return
  const seconds = Math.floor((clock.now_ms + (clock.frozen ? 0 : performance.now() - readAt)) / 1000)
  const year = new Date(seconds * 1000).getUTCFullYear()
  const shown = find('#now')
  shown.textContent = `${day(seconds)} ${year}, ${time(seconds)} UTC`
  shown.dateTime = new Date(seconds * 1000).toISOString()
}

export async function moveClock(change) {
  await run('Clock moved.', async () => {
    const [last] = (await request('GET', '/events?limit=1')).data
    await request('POST', '/clock', change)
    const { data } = await request('GET', `/events${last ? `?since=${last.id}` : ''}`)
    showHappened(data)
  })
}

function showHappened(events) {
  const count = events.length === 0 ? 'No events' : `${events.length} ${events.length === 1 ? 'event' : 'events'}`
  find('#happened-title').textContent = `${count} while the clock moved`
  const rows = () =>
    events
      .slice(-ROWS)
      .map(({ created, type, account, data: { object } }) => [
        moment(created),
        breakable(type),
        accountLink(account),
        object.currency && object.amount !== undefined && money(object.amount, object.currency),
      ])
  const columns = [['Time', 'nowrap'], ['Event'], ['Account', 'wide'], ['Amount', 'number']]
  render(
    '#happened-list',
    events.map(({ id }) => id),
    () => table('Events while the clock moved', columns, rows(), 'No events happened while the clock moved.'),
  )
  find('#happened').hidden = false
}

for (const button of document.querySelectorAll('[data-move]')) {
  button.addEventListener('click', () => moveClock({ advance_seconds: Number(button.dataset.move) }))
}
find('#next-due').addEventListener('click', () => moveClock({ advance_to: clock.next_due }))
find('#next-payout').addEventListener('click', () => moveClock({ advance_to: clock.next_payout }))
find('#freeze').addEventListener('click', () =>
  run(clock.frozen ? 'Clock running.' : 'Clock frozen.', () => request('POST', '/clock', { frozen: !clock.frozen })),
)
onSubmit(find('#move-to'), ({ moment: local }) => moveClock({ advance_to: utc(local) }))
find('#close-happened').addEventListener('click', () => {
  find('#happened').hidden = true
})
