import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { openAccount } from '@/lib/domain/access/permissions'
import { DEFAULT_RULES, type PlatformRules } from '@/lib/domain/access/platform-rules'
import { offerManualPayout } from '@/lib/domain/payouts/manual-payout'
import { bankOf, moneyOf } from '@/lib/domain/testing/account-money'
import { ADMIN, profileOf } from '@/lib/domain/testing/connected-account'
import { ManualPayoutsCard } from './manual-payouts-card'

vi.mock('next/navigation', () => ({ useRouter: () => ({}) }))

const { features } = DEFAULT_RULES
const nothing = { ...features.platform_collects.admin, instant_payouts: false, standard_payouts: false }
const forbidden: PlatformRules = {
  ...DEFAULT_RULES,
  features: { ...features, platform_collects: { ...features.platform_collects, admin: nothing } },
}
const usd = (amount: number) => ({ available: [{ amount, currency: 'usd' }], pending: [] })
const controller = { ...profileOf('acct_1').controller, isController: false }

test.each([
  { because: 'the platform allows neither', rules: forbidden, money: moneyOf() },
  {
    because: 'another platform controls the account',
    rules: DEFAULT_RULES,
    money: moneyOf({ account: { controller } }),
  },
  { because: 'the balance is negative', rules: DEFAULT_RULES, money: moneyOf({ balance: usd(-500) }) },
  { because: 'there is no bank account', rules: DEFAULT_RULES, money: moneyOf({ externalAccounts: [] }) },
  {
    because: 'several currencies have the same trouble',
    rules: forbidden,
    money: moneyOf({
      balance: { available: [{ amount: 5, currency: 'eur' }], pending: [{ amount: 5, currency: 'cad' }] },
    }),
  },
  {
    because: 'every bank account is broken',
    rules: DEFAULT_RULES,
    money: moneyOf({ externalAccounts: [bankOf({ status: 'errored', takesInstant: true })] }),
  },
])('each reason is given once for all payouts that it concerns, when $because', async ({ rules, money }) => {
  const access = openAccount(ADMIN, profileOf('acct_1'), 'account:read')
  if (!access) throw new Error('an admin may read')
  const props = { access, money: Promise.resolve(money), rules: Promise.resolve(rules) }
  const html = renderToStaticMarkup(await ManualPayoutsCard(props))
  const says = [...html.matchAll(/<p class="text-muted">(.*?)<\/p>/g)].map(([, text]) => text)
  expect(says.length).toBeGreaterThan(0)
  expect(new Set(says).size).toBe(says.length)
  expect(html).toContain('Standard payout')
  expect(html).toContain('Instant payout')
  const refused = offerManualPayout('standard', 'usd', money, { standard: rules !== forbidden, instant: true })
  if (!refused.ok) expect(says.join()).toContain(refused.refusal.because)
})
