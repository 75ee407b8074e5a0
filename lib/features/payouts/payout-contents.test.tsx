import { prerender } from 'react-dom/static'
import { beforeEach, expect, test, vi } from 'vitest'
import { requireCalendarDate } from '@/lib/domain/calendar/calendar-date'
import { fail, succeed } from '@/lib/domain/result'
import { payoutOf } from '@/lib/domain/testing/account-money'
import { editorOf, profileOf } from '@/lib/domain/testing/connected-account'
import { listPayoutTransactions, type TransactionPage } from '@/lib/gateways/stripe/balance-transactions'
import { readPayoutWithDestination } from '@/lib/gateways/stripe/payouts'
import { completeAnswer, variantsOf } from '@/lib/gateways/stripe/testing/answer-variants'
import { SAMPLES } from '@/lib/gateways/stripe/testing/samples'
import { readBalanceTransactionWire } from '@/lib/gateways/stripe/wire/balance-transaction'
import { readExternalAccountWire } from '@/lib/gateways/stripe/wire/external-account'
import { readPayoutWire } from '@/lib/gateways/stripe/wire/payout'
import { contentsText } from './contents-text'
import { exportContents } from './export-contents'
import { loadContents, whyUnlisted } from './load-contents'
import { PayoutContentsCard } from './payout-contents-card'
import { PayoutDetail } from './payout-detail'

vi.mock('@/lib/gateways/stripe/balance-transactions')
vi.mock('@/lib/gateways/stripe/payouts')
vi.mock('@/lib/gateways/db/payout-readings', () => ({ savePayoutReadings: async () => {} }))
vi.mock('@/lib/log', () => ({ log: () => ({ warn() {} }) }))
const recorded: unknown[] = []
vi.mock('@/lib/auth/record-for', () => ({ recordFor: async (_: unknown, event: unknown) => recorded.push(event) }))
vi.mock('@/lib/env', () => ({ stripeMode: () => 'test' }))

const access = editorOf(profileOf('acct_1Sample'))
const PAYOUT = payoutOf({ id: 'po_1Sample', amount: 99_00, currency: 'usd', automatic: true })
const charge = (index: number, changes: object = {}) =>
  readBalanceTransactionWire({ ...SAMPLES.balance_transaction, id: `txn_${index}`, ...changes })

/** Stripe answers these pages, one after the other; null is no answer. */
function pages(...all: (TransactionPage | null)[]) {
  vi.mocked(listPayoutTransactions).mockReset()
  for (const page of all)
    vi.mocked(listPayoutTransactions).mockResolvedValueOnce(
      page ? succeed(page) : fail({ kind: 'no_answer', requestId: null }),
    )
}

const pageOf = (from: number, count: number, isLast: boolean): TransactionPage => ({
  transactions: Array.from({ length: count }, (_, index) => charge(from + index)),
  isLast,
  next: isLast ? null : `txn_${from + count - 1}`,
})

beforeEach(() => {
  recorded.length = 0
  vi.mocked(readPayoutWithDestination).mockResolvedValue(succeed({ payout: PAYOUT, destination: null }))
})

async function textOf(element: React.ReactNode): Promise<string> {
  const { prelude } = await prerender(element, {
    onError(error) {
      throw error
    },
  })
  return (await new Response(prelude).text()).replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
}

const card = async (payout = PAYOUT, cursor?: string) =>
  textOf(
    <PayoutContentsCard
      access={access}
      payout={payout}
      contents={loadContents(access, payout, cursor)}
      cursor={cursor}
    />,
  )

test('a payout of one charge shows its gross, fee and net amount, and that they add up to the payout', async () => {
  pages(pageOf(1, 1, true))
  const text = await card()
  for (const words of ['100.00 USD', '1.00 USD', '99.00 USD', contentsText.addsUp]) expect(text).toContain(words)
})

test('while not every page was read, the totals are what there is at least', async () => {
  pages(pageOf(1, 100, false), null)
  const text = await card()
  expect(text).toContain('at least 10,000.00 USD')
  expect(text).toContain('at least 100')
  expect(text).toContain(contentsText.partial(100))
  expect(text).not.toContain(contentsText.addsUp)
})

test('no more than five pages are read for the totals', async () => {
  pages(...Array.from({ length: 9 }, (_, index) => pageOf(1 + index * 100, 100, false)))
  expect(await card()).toContain(contentsText.partial(500))
  expect(vi.mocked(listPayoutTransactions)).toHaveBeenCalledTimes(5)
})

test.each([
  { changes: { automatic: false }, says: contentsText.manual },
  { changes: { reconciliation: 'in_progress' as const }, says: contentsText.notReady },
  { changes: { reconciliation: 'not_applicable' as const }, says: contentsText.notApplicable },
])('Stripe isn’t asked for the contents of a payout with $changes', async ({ changes, says }) => {
  pages()
  expect(await card({ ...PAYOUT, ...changes })).toContain(says)
  expect(vi.mocked(listPayoutTransactions)).not.toHaveBeenCalled()
})

test('no answer of Stripe’s is no statement about the contents', async () => {
  pages(null)
  const text = await card()
  expect(text).toContain(contentsText.missing)
  expect(text).not.toContain(contentsText.none)
})

const TODAY = requireCalendarDate('2026-11-25')

const NONSENSE = /undefined|\bnull\b|NaN|\[object|Invalid Date|1 Jan 1970/

test('contents with any transaction that Stripe may answer one day are shown without nonsense', async () => {
  for (const { name, answer } of variantsOf(completeAnswer('ga', 'balance_transaction', SAMPLES.balance_transaction))) {
    pages({ transactions: [readBalanceTransactionWire(answer), charge(2)], isLast: true, next: null })
    expect(await card(), name).not.toMatch(NONSENSE)
  }
})

test('nor does any payout that Stripe may answer one day, with whichever destination', async () => {
  const answers = [
    ...variantsOf(completeAnswer('ga', 'payout', SAMPLES.payout)),
    ...[...variantsOf(completeAnswer('ga', 'bank_account', SAMPLES.bank_account))].map(({ name, answer }) => ({
      name: `destination ${name}`,
      answer: { ...SAMPLES.payout, destination: answer },
    })),
  ]
  for (const { name, answer } of answers) {
    const payout = readPayoutWire(answer)
    if (!payout) continue
    const destination = readExternalAccountWire((answer as { destination?: unknown }).destination)
    const text = await textOf(
      <PayoutDetail access={access} detail={{ payout, destination }} pause={null} today={TODAY} />,
    )
    expect(text.replaceAll(/“[^”]*”/g, ''), name).not.toMatch(NONSENSE)
  }
})

test('the file has every transaction of every page but the payout’s own, and its download is recorded', async () => {
  const own = charge(0, { type: 'payout', source: PAYOUT.id, amount: -99_00, fee: 0, net: -99_00 })
  const evil = charge(2, { description: '=HYPERLINK("http://x")', currency: 'kwd' })
  pages(
    { transactions: [own, charge(1)], isLast: false, next: 'txn_1' },
    { transactions: [evil], isLast: true, next: null },
  )
  const response = await exportContents(access, PAYOUT.id)
  const lines = (await response?.text())?.split('\r\n') ?? []
  expect(lines[1]).toContain('txn_1,charge,')
  expect(lines[1]).toContain(',USD,100.00,1.00,99.00,ch_1Sample,Order 1024')
  expect(lines[2]).toContain(',KWD,10.000,0.100,9.900,')
  expect(lines[2]).toContain(`"'=HYPERLINK(""http://x"")"`)
  expect(lines).toHaveLength(4)
  expect(recorded).toEqual([{ type: 'payout.contents_exported', payoutId: PAYOUT.id }])
})

test('a file that Stripe doesn’t let us finish breaks off instead of looking whole', async () => {
  pages(pageOf(1, 1, false), null)
  const response = await exportContents(access, PAYOUT.id)
  await expect(response?.text()).rejects.toThrow()
})

test.each(['po_missing', 'po_', '../x', 'ch_1'])(
  'of the payout %s, which isn’t the account’s, there is no file',
  async (id) => {
    vi.mocked(readPayoutWithDestination).mockResolvedValue(
      fail({ kind: 'invalid', param: 'payout', message: 'No such payout', requestId: null }),
    )
    expect(await exportContents(access, id)).toBeNull()
    expect(recorded).toEqual([])
  },
)

test('the contents of a payout that wasn’t delivered aren’t said to come once it arrives', () => {
  const why = (status: 'failed' | 'canceled' | 'in_transit') =>
    whyUnlisted({ ...PAYOUT, status, reconciliation: 'in_progress' })
  expect(why('in_transit')).toBe(contentsText.notReady)
  for (const status of ['failed', 'canceled'] as const) expect(why(status)).toBe(contentsText.undelivered)
})
