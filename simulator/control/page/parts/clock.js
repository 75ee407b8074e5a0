import { act, ask } from './asking.js'
import { dotted, draw, find, ROWS, table } from './drawing.js'
import { onSubmit, utc } from './forms.js'
import { accountLink, date, day, moment, money, time } from './words.js'

let clock = null
let readAt = 0

export async function refreshClock() {
  clock = await ask('GET', '/clock')
  readAt = performance.now()
  tick()
  const next = find('#next-due')
  next.disabled = clock.next_due === null
  next.textContent = clock.next_due === null ? 'Nothing is due' : `Next due: ${date(clock.next_due)}`
  const nextPayout = find('#next-payout')
  nextPayout.disabled = clock.next_payout === null
  nextPayout.textContent = clock.next_payout === null ? 'No payout day' : `Payout day: ${date(clock.next_payout)}`
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
  await act('The clock was moved.', async () => {
    const [last] = (await ask('GET', '/events?limit=1')).data
    await ask('POST', '/clock', change)
    const { data } = await ask('GET', `/events${last ? `?since=${last.id}` : ''}`)
    showHappened(data)
  })
}

function showHappened(events) {
  find('#happened-title').textContent =
    events.length === 0
      ? 'Nothing happened on the way'
      : `${events.length} ${events.length === 1 ? 'event' : 'events'} on the way`
  draw(
    '#happened-list',
    events.map(({ id }) => id),
    () =>
      table(
        'What happened while the clock moved',
        [
          { title: 'When', class: 'nowrap' },
          { title: 'What' },
          { title: 'Account', class: 'wide' },
          { title: 'Amount', class: 'number' },
        ],
        events.slice(-ROWS).map(({ created, type, account, data: { object } }) => ({
          cells: [
            moment(created),
            dotted(type),
            accountLink(account),
            object.currency && object.amount !== undefined ? money(object.amount, object.currency) : '',
          ],
        })),
        'No payout, settlement or other event fell into this time.',
      ),
  )
  find('#happened').hidden = false
}

for (const button of document.querySelectorAll('[data-move]')) {
  button.addEventListener('click', () => moveClock({ advance_seconds: Number(button.dataset.move) }))
}
find('#next-due').addEventListener('click', () => moveClock({ advance_to: clock.next_due }))
find('#next-payout').addEventListener('click', () => moveClock({ advance_to: clock.next_payout }))
find('#freeze').addEventListener('click', () =>
  act(clock.frozen ? 'The clock runs.' : 'The clock stands still.', () =>
    ask('POST', '/clock', { frozen: !clock.frozen }),
  ),
)
onSubmit(find('#move-to'), ({ moment: local }) => moveClock({ advance_to: utc(local) }))
find('#forget').addEventListener('click', () => {
  find('#happened').hidden = true
})
