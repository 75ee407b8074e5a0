import fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { REQUIREMENT_LEVELS } from '@/lib/domain/accounts/requirements'
import { ACCOUNT_SORTS, LISTED_STATES } from '@/lib/gateways/db/account-list-query'
import { AccountFilters } from './account-filters'
import { accountListUrl, parseAccountListQuery } from './query'
import { countsOf } from './testing/counts'

vi.mock('next/navigation', () => ({ useRouter: () => ({}) }))

const render = (params: Record<string, string>, counts = countsOf({})) =>
  renderToStaticMarkup(<AccountFilters query={parseAccountListQuery(params)} counts={counts} />)

const unescaped = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** What a browser without script sends. */
function sent(html: string): Record<string, string> {
  const attribute = (tag: string, name: string) => unescaped(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
  const inputs = [...html.matchAll(/<input[^>]*>/g)].map(([tag]) => [attribute(tag, 'name'), attribute(tag, 'value')])
  const menus = [...html.matchAll(/(<select[^>]*>)(.*?)<\/select>/gs)].map(([, tag = '', options = '']) => [
    attribute(tag, 'name'),
    attribute(/<option[^>]* selected=""[^>]*>/.exec(options)?.[0] ?? '', 'value'),
  ])
  return Object.fromEntries([...inputs, ...menus])
}

const queries = fc.record(
  {
    q: fc.string({ unit: 'grapheme', maxLength: 20 }),
    state: fc.constantFrom(...LISTED_STATES),
    payouts: fc.constantFrom('enabled', 'disabled'),
    reason: fc.constantFrom('no_bank_account', 'of_tomorrow', 'constructor'),
    requirement: fc.constantFrom(...REQUIREMENT_LEVELS),
    schedule: fc.constantFrom('daily', 'fortnightly'),
    delay: fc.constantFrom('2', '7', '100'),
    currency: fc.constantFrom('usd', 'jpy', 'kwd'),
    country: fc.constantFrom('DE', 'ZZ'),
    type: fc.constantFrom('custom', 'express', 'standard'),
    balance: fc.constant('negative'),
    bank: fc.constant('shared'),
    min: fc.constantFrom('-5', '0', '12.50'),
    max: fc.constantFrom('3', '1000'),
    sort: fc.constantFrom(...ACCOUNT_SORTS),
    dir: fc.constantFrom('asc', 'desc'),
  },
  { requiredKeys: [] },
)

test('without script the form sends the list that is shown, whatever it is filtered and sorted by', () => {
  fc.assert(
    fc.property(queries, (params) => {
      const again = parseAccountListQuery(sent(render(params)))
      expect(accountListUrl(again)).toBe(accountListUrl(parseAccountListQuery(params)))
    }),
  )
})

test('without script the form has a button', () => {
  expect(render({})).toMatch(/<noscript><button type="submit"[^>]*>Search<\/button><\/noscript>/)
})

test.each([
  ['reason', 'no_bank_account', 'Bank account missing (3)'],
  ['reason', 'of_tomorrow', 'Of tomorrow (3)'],
  ['requirement', 'past_due', 'Past due (3)'],
  ['requirement', 'of_tomorrow', 'of_tomorrow (3)'],
  ['currency', 'jpy', 'JPY (3)'],
  ['country', 'DE', 'Germany (3)'],
  ['delay', '14', '14 days (3)'],
  ['type', 'express', 'Express (3)'],
  ['type', 'constructor', 'constructor (3)'],
] as const)('the %s %s is offered as “%s”', (filter, value, words) => {
  const html = render({}, countsOf({ [filter]: [{ value, count: 3 }] })).replaceAll(/[\u2068\u2069]/g, '')
  expect(html).toContain(`<option value="${value}">${words}</option>`)
})

test('the other filters are open where one of them is set, and say how many are', () => {
  expect(render({ country: 'DE', delay: '7' })).toMatch(/<details open="">.*More filters \(2\)/s)
  expect(render({ payouts: 'enabled' })).toMatch(/<details>.*More filters</s)
})

test('a range is offered in the currency that is filtered by, and only then', () => {
  expect(render({ currency: 'jpy' })).toContain('Available JPY, from')
  expect(render({})).not.toContain('Available')
})
