import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { DEFAULT_RULES } from '@/lib/domain/access/platform-rules'
import { describePayoutStatus, holdOf } from '@/lib/domain/payouts/payout-status'
import { moneyOf, NOW } from '@/lib/domain/testing/account-money'
import { DAILY, editorOf, overviewOf, profileOf } from '@/lib/domain/testing/connected-account'
import { BalanceSettingsSection } from './balance-settings-section'

vi.mock('@/lib/gateways/db/platform-profile', () => ({ readPlatformProfile: async () => ({ name: 'Harbour' }) }))
vi.mock('next/navigation', () => ({ useRouter: () => ({ refresh() {} }) }))

const readAt = new Date(NOW)

/** Without a balance no status is known, as where Stripe refuses to show it. */
async function sectionOf(
  change: { disabledReason: string | null; payoutsEnabled: boolean | null },
  hasBalance: boolean,
) {
  const account = overviewOf(profileOf('acct_1', change), readAt)
  const settings = { ...DAILY, payoutsStatus: null }
  const money = moneyOf({ account, settings })
  const section = await BalanceSettingsSection({
    access: editorOf(account),
    account,
    settings: Promise.resolve({ kind: 'current', value: settings, readAt }),
    balance: Promise.resolve(
      hasBalance ? { kind: 'current', value: money.balance, readAt } : { kind: 'missing', because: 'Refused.' },
    ),
    hold: Promise.resolve(hasBalance ? holdOf(describePayoutStatus(money), account.defaultCurrency) : null),
    rules: Promise.resolve(DEFAULT_RULES),
    now: Promise.resolve(NOW),
  })
  return renderToStaticMarkup(section)
}

test.each([true, false])(
  'the preview of an account in good order has arrival days, with a balance (%j)',
  async (hasBalance) => {
    expect(await sectionOf({ disabledReason: null, payoutsEnabled: true }, hasBalance)).toMatch(/>arrives \w/)
  },
)

test('it promises none while payouts are or may be disabled, whatever else is known', async () => {
  for (const disabledReason of ['platform_paused', 'rejected.fraud', 'rejected.platform_terms_of_service'])
    for (const payoutsEnabled of [false, null])
      for (const hasBalance of [true, false]) {
        const page = await sectionOf({ disabledReason, payoutsEnabled }, hasBalance)
        expect(page, `${disabledReason} ${payoutsEnabled} ${hasBalance}`).not.toMatch(/>arrives \w/)
        expect(page).not.toContain('Next amount')
      }
})
