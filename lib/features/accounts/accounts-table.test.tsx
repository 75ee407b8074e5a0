import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { ACCOUNT_STATES } from '@/lib/domain/accounts/account-state'
import { requireCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { profileOf } from '@/lib/domain/testing/connected-account'
import type { AccountRow } from '@/lib/gateways/db/account-list'
import { AccountsTable } from './accounts-table'
import { parseAccountListQuery } from './query'
import { countsOf } from './testing/counts'

vi.mock('next/navigation', () => ({ useRouter: () => ({}) }))

const COUNTS = countsOf({ currency: [{ value: 'eur', count: 3 }] })

function table(row: Partial<AccountRow>, params: Record<string, string> = {}): string {
  const account: AccountRow = {
    ...profileOf('acct_1'),
    ...{ state: null, stateReason: null, nextPayoutOn: null, available: [], goneAt: null, bankShared: false },
    requirements: null,
    ...row,
  }
  return renderToStaticMarkup(
    <AccountsTable
      accounts={[account]}
      query={parseAccountListQuery(params)}
      counts={COUNTS}
      today={requireCalendarDate('2026-11-23')}
    />,
  )
}

test.each([
  { state: 'blocked', stateReason: 'no_bank_account', badge: 'Blocked', why: 'Bank account missing' },
  { state: 'action_needed', stateReason: 'rejected', badge: 'Action needed', why: 'Rejected' },
  { state: 'waiting', stateReason: 'settlement_delay', badge: 'Waiting', why: 'Payments not settled yet' },
  { state: 'paid_as_scheduled', stateReason: 'of_tomorrow', badge: 'Paid as scheduled', why: 'Of tomorrow' },
  { state: 'waiting', stateReason: 'constructor', badge: 'Waiting', why: 'Constructor' },
] as const)('an account that is $state for $stateReason has the badge “$badge” and says “$why”', (row) => {
  const html = table(row)
  expect(html).toContain(`>${row.badge}<`)
  expect(html).toContain(`>${row.why}<`)
})

test('while the state isn’t known the list says so, and nothing about payouts', () => {
  const html = table({ state: null, stateReason: null })
  expect(html).toContain('>Not known yet<')
  expect(html).not.toContain('Paid as scheduled')
})

test.each(ACCOUNT_STATES)('an account that was disconnected while it was %s is disconnected', (state) => {
  const html = table({ state, goneAt: new Date() })
  expect(html).toContain('>Disconnected<')
})

test.each(['fortnightly', 'constructor', 'toString'])(
  'a schedule that is not known (%s) is shown as Stripe writes it',
  (payoutInterval) => {
    expect(table({ payoutInterval })).toContain(`>${payoutInterval}<`)
  },
)

const sorted = (html: string) =>
  [...html.matchAll(/aria-sort="(\w+)"[^>]*><a[^>]*><span>([^<]*)/g)].map(([, by, column]) => `${column} ${by}`)

test.each([
  [{}, 'Account ascending'],
  [{ sort: 'created', columns: 'created' }, 'Created descending'],
  [{ sort: 'state', dir: 'desc' }, 'State descending'],
  [{ sort: 'next_payout' }, 'Next payout ascending'],
  [{ sort: 'available', currency: 'usd' }, 'Available descending'],
  [{ sort: 'created', currency: 'usd', min: '5' }, 'Available descending'],
])('the list of %o says by its one column: %s', (params, expected) => {
  expect(sorted(table({}, params))).toEqual([expected])
})

test('the heading that sorts turns the direction, and the others begin with theirs', () => {
  const html = table({}, { sort: 'created', q: 'bakery', columns: 'state,created' })
  for (const href of ['', '&amp;sort=state', '&amp;sort=created&amp;dir=asc'])
    expect(html).toContain(`href="/accounts?q=bakery${href}&amp;columns=state%2Ccreated"`)
})

test('a column that no screen has room for is left out', () => {
  expect(table({})).not.toContain('Country')
  expect(table({}, { columns: 'state,country' })).toContain('Country')
})

test('amounts are sorted in one currency: the most frequent one until another is chosen', () => {
  expect(table({})).toContain('href="/accounts?currency=eur&amp;sort=available"')
  expect(table({}, { currency: 'usd' })).toContain('href="/accounts?currency=usd&amp;sort=available"')
})

test('without script, too, an account can be selected, and none selected is never the whole list', () => {
  const html = table({ id: 'acct_7', name: 'Bakery' })
  expect(html).toMatch(/<form[^>]* action="\/accounts\/export\.csv"[^>]*><input type="hidden" name="id" value=""\/>/)
  expect(html).toMatch(/<input type="checkbox" aria-label="Select Bakery"[^>]* name="id"[^>]* value="acct_7"/)
  expect(html).toContain('<button type="submit"')
})

test('chosen columns alone are shown, in their order, and every link of the list keeps them', () => {
  const html = table({}, { columns: 'created,requirements,nothing', q: 'bakery' })
  const headings = [...html.matchAll(/<th scope="col"[^>]*>(.*?)<\/th>/g)].map(([, inner = '']) =>
    inner.replaceAll(/<[^>]*>|[↑↓]/g, ''),
  )
  expect(headings).toEqual(['', 'Account', 'Requirements', 'Created'])
  expect(html).toContain('href="/accounts?q=bakery&amp;sort=created&amp;columns=requirements%2Ccreated"')
})

test.each([
  [{ level: 'past_due', deadline: null }, 'Past due'],
  [{ level: 'currently_due', deadline: Date.UTC(2026, 11, 4) }, 'Due Fri 4 Dec'],
  [{ level: 'currently_due', deadline: null }, 'Due'],
  [{ level: 'eventually_due', deadline: null }, 'Due later'],
  [{ level: 'none', deadline: null }, 'None'],
  [null, '—'],
] as const)('an account with the requirements %o says “%s”', (requirements, words) => {
  expect(table({ requirements }, { columns: 'requirements' })).toContain(`>${words}<`)
})
