import { prerender } from 'react-dom/static'
import { expect, test, vi } from 'vitest'
import { requireCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { payoutOf } from '@/lib/domain/testing/account-money'
import { countsOf } from '@/lib/features/accounts/testing/counts'
import type { Home, WaitingEvents } from '@/lib/features/home/load-home'
import { HomePanels } from './home-panels'

vi.mock('next/navigation', () => ({ useRouter: () => ({}) }))
vi.mock('@/lib/features/accounts/actions', () => ({}))

const NOW = new Date('2026-11-29T07:00Z')
const QUIET: Home = {
  counts: { ...countsOf({}), states: [{ state: 'paid_as_scheduled', count: 12_345 }] },
  failed: [],
  deadlines: [],
  negative: [],
  expected: [],
  currencies: [],
  changes: { entries: [], hasMore: false, since: requireCalendarDate('2026-11-28') },
}

async function htmlOf(
  change: Partial<Home> & { events?: WaitingEvents },
  may = { sync: true, invite: true, readStatus: true },
  problems: string[] = [],
): Promise<string> {
  const { events = { waiting: 0, oldest: null }, ...parts } = change
  const home = { ...QUIET, ...parts }
  const shown = { home, sync: null, events, problems, may, now: NOW }
  const { prelude } = await prerender(<HomePanels {...shown} />)
  return new Response(prelude).text()
}
const words = (html: string) => html.replaceAll(/<[^>]*>/g, ' ')

test('a quiet morning says of every part that there is nothing, and of every state its number', async () => {
  const text = words(await htmlOf({}))
  for (const said of [
    '12,345',
    'Paid as scheduled',
    'Blocked',
    'Every failed payout that is known was followed by another.',
    'No account has a deadline in the next 7 days.',
    'No account has a negative balance.',
    'No payouts are expected in the next 14 days.',
    'Nothing was changed since yesterday.',
    'Every event received from Stripe is processed.',
  ])
    expect(text).toContain(said)
})

test('without accounts it leads to the sync and to inviting people, as far as the reader may', async () => {
  const none = { counts: countsOf({}) }
  const admin = await htmlOf(none)
  expect(admin).toContain('href="/accounts"')
  expect(admin).toContain('href="/people"')
  const viewer = await htmlOf(none, { sync: false, invite: false, readStatus: false })
  expect(viewer).not.toContain('href=')
  expect(words(viewer)).toContain('An admin can start a sync')
})

test('what each currency owes is on a line of its own, and never added to another', async () => {
  const html = await htmlOf({
    negative: [
      { accounts: 3, sum: { amount: -123_456, currency: 'usd' } },
      { accounts: 10_000, sum: { amount: -5_000, currency: 'jpy' } },
    ],
  })
  expect(words(html)).toMatch(/3 accounts.*1,234\.56 USD.*10,000 accounts.*5,000 JPY/s)
  // The list that opens has the accounts that were counted: those below zero in that currency.
  expect(html).toContain('href="/accounts?currency=usd&amp;max=-0.01&amp;sort=available&amp;dir=asc"')
  expect(html).toContain('href="/accounts?currency=jpy&amp;max=-1&amp;sort=available&amp;dir=asc"')
})

test('the chart has a row for each currency with a bar for each day and their sum, and its table the same with links', async () => {
  const html = await htmlOf({
    expected: ['2026-11-29', '2026-11-30', '2026-12-01'].map((day, index) => ({
      amounts: [
        { amount: index * 100_000, currency: 'eur' },
        { amount: index * 7, currency: 'jpy' },
      ],
      day: requireCalendarDate(day),
      accounts: index * 1_200,
    })),
    currencies: ['eur', 'usd', 'jpy'],
  })
  expect(html.match(/<rect/g)).toHaveLength(4)
  expect(words(html)).toMatch(/EUR.*3,000\.00 EUR.*JPY.*21 JPY.*Table/s)
  expect(words(html)).not.toContain('USD')
  expect(html).toContain('href="/accounts?next_payout=2026-11-30"')
  expect(words(html)).toMatch(/1,200.*2,400/s)
})

test('requirements that are past due are counted with a link, and the next deadlines are named', async () => {
  const html = await htmlOf({
    deadlines: [{ id: 'acct_1Soon', name: 'Bäckerei ‏א', at: new Date('2026-12-01T00:00Z') }],
    counts: {
      ...QUIET.counts,
      ...countsOf({ requirement: [{ value: 'past_due', count: 2 }] }),
      states: QUIET.counts.states,
    },
  })
  expect(html).toContain('<bdi translate="no">Bäckerei ‏א</bdi>')
  expect(html).toContain('href="/accounts?requirement=past_due"')
  expect(words(html)).toContain('2 accounts have requirements past due')
  expect(html).not.toContain('requirement=currently_due')
})

test('what needs a look on the status page is said on this one, before the events are said to be processed', async () => {
  const problem = 'The latest sync failed. The accounts read before that are saved.'
  expect(words(await htmlOf({}, undefined, [problem]))).toMatch(
    /Background work needs attention.*The latest sync failed\..*Every event received/s,
  )
  expect(words(await htmlOf({}))).not.toContain('needs attention')
})

test('those who may not read the record see no changes, and waiting events are named with their oldest', async () => {
  const text = words(await htmlOf({ changes: null, events: { waiting: 2, oldest: new Date('2026-11-29T06:00Z') } }))
  expect(text).not.toContain('Changes since yesterday')
  expect(text).toContain('2 events wait to be processed, the oldest since')
})

test('a failed payout has the day on which it was sent, not one on which it would have arrived', async () => {
  const payout = payoutOf({ status: 'failed', arrivesOn: '2026-12-01', createdAt: new Date('2026-11-27T00:00Z') })
  const text = words(await htmlOf({ failed: [{ ...payout, account: { id: 'acct_1', name: 'Bakery' } }] }))
  expect(text).toContain('Sent Fri 27 Nov')
  expect(text).not.toContain('1 Dec')
})
