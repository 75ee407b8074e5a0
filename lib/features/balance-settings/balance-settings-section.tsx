import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import { describeDisabled } from '@/lib/domain/accounts/connected-account'
import type { Balance } from '@/lib/domain/money/balance'
import type { PayoutHold } from '@/lib/domain/payouts/payout-status'
import { fieldLocks } from '@/lib/domain/settings/field-locks'
import type { AccountOverview } from '@/lib/gateways/db/account-overview'
import { Notice } from '@/lib/ui/notice'
import { Skeleton } from '@/lib/ui/skeleton'
import { Time } from '@/lib/ui/time'
import { BalanceSettingsForm } from './balance-settings-form'
import { computePreview } from './compute-preview'
import type { LoadedSettings } from './load-balance-settings'
import { PreviewBody } from './preview-body'
import { type PreviewContext, termsOf } from './preview-terms'
import { sectionText as text } from './section-text'
import { TransferRules } from './transfer-rules'

type Props = {
  access: AccountAccess
  account: AccountOverview
  settings: Promise<LoadedSettings>
  balance: Promise<Balance | null>
  hold: Promise<PayoutHold | null>
  rules: Promise<PlatformRules>
}

/** The native editor. It waits for Stripe by itself; the page around it does not. */
export async function BalanceSettingsSection({ access, account, settings, balance, hold, rules }: Props) {
  const [loaded, known, held, currentRules] = await Promise.all([settings, balance, hold, rules])
  if (loaded.kind === 'missing') {
    return (
      <Notice tone="problem" title={text.missing}>
        {loaded.because} {text.missingHelp}
      </Notice>
    )
  }
  const context: PreviewContext = {
    country: account.country,
    currency: account.defaultCurrency,
    now: known?.asOf ?? Date.now(),
    payoutCost: currentRules.payoutCost,
    balance: known,
    hold: held,
  }
  const terms = termsOf(loaded.settings)
  return (
    <div className="flex flex-col gap-4">
      {loaded.kind === 'stale' && (
        <Notice tone="warning" title={text.stale}>
          {loaded.because} {text.readAt} <Time at={loaded.readAt} ageOnly />. {text.staleHelp}
        </Notice>
      )}
      {loaded.settings.payoutsStatus === 'disabled' && (
        <Notice tone="problem" title={text.payoutsDisabled}>
          {describeDisabled(account)} {text.payoutsDisabledHelp}
        </Notice>
      )}
      <BalanceSettingsForm
        key={account.id}
        accountId={account.id}
        country={account.country}
        currencies={currenciesOf(account, known)}
        loaded={{ settings: loaded.settings, readAt: loaded.readAt.getTime() }}
        locks={fieldLocks({
          account: access.account,
          role: access.role,
          settings: loaded.settings,
          rules: currentRules,
        })}
        reasonRequired={currentRules.reasonRequired}
        preview={{
          initial: terms && (
            <PreviewBody preview={computePreview(terms, terms, loaded.settings.minimumBalances, context)} />
          ),
          context,
        }}
      >
        {loaded.settings.transferRules && <TransferRules rules={loaded.settings.transferRules} />}
      </BalanceSettingsForm>
    </div>
  )
}

const currenciesOf = ({ defaultCurrency }: AccountOverview, balance: Balance | null) => [
  ...new Set([defaultCurrency, ...(balance?.available ?? []).map((money) => money.currency)].filter(Boolean)),
]

/** As tall as the editor's cards, so that nothing moves when they come. */
export function BalanceSettingsSkeleton() {
  return (
    <div role="status" aria-label={text.loading} className="flex flex-col gap-4">
      {['h-46', 'h-80', 'h-38', 'h-38', 'h-30', 'h-30', 'h-38'].map((height, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
        <div key={index} className={`rounded-md border border-line bg-surface p-4 ${height}`}>
          <Skeleton className="h-4 w-32" />
          <Skeleton className="mt-6 h-8 w-full" />
        </div>
      ))}
    </div>
  )
}
