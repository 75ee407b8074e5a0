import type { AccountAccess } from '@/lib/domain/access/permissions'
import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import type { Balance } from '@/lib/domain/money/balance'
import type { PayoutHold } from '@/lib/domain/payouts/payout-status'
import { explainPayoutsDisabled } from '@/lib/domain/payouts/payouts-disabled'
import { knownValue, type Reading } from '@/lib/domain/reading'
import type { BalanceSettings } from '@/lib/domain/settings/balance-settings'
import { fieldLocks } from '@/lib/domain/settings/field-locks'
import { readPlatformProfile } from '@/lib/gateways/db/platform-profile'
import { Notice } from '@/lib/ui/notice'
import { Skeleton } from '@/lib/ui/skeleton'
import { Time } from '@/lib/ui/time'
import { BalanceSettingsForm } from './balance-settings-form'
import { atRest, formFacts } from './form-facts'
import { LockedSettings } from './locked-settings'
import { hasTerms, previewContext, RestingPreview } from './resting-preview'
import { sectionText as text } from './section-text'

type Props = {
  access: AccountAccess
  account: AccountOverview
  settings: Promise<Reading<BalanceSettings>>
  balance: Promise<Reading<Balance>>
  /** Why the days of the schedule can't be relied on, by all that is known. */
  hold: Promise<PayoutHold | null>
  rules: Promise<PlatformRules>
  /** Epoch ms. */
  now: Promise<number>
}

/** The native editor. It waits for Stripe by itself; the page around it does not. */
export async function BalanceSettingsSection(props: Props) {
  const { access, account } = props
  const [reading, balance, hold, rules, now, platform] = await Promise.all([
    props.settings,
    props.balance.then(knownValue),
    props.hold,
    props.rules,
    props.now,
    readPlatformProfile(),
  ])
  if (reading.kind === 'missing') {
    return (
      <Notice tone="problem" title={text.missing}>
        {`${reading.because} ${text.missingHelp}`}
      </Notice>
    )
  }
  const { value: current, readAt } = reading
  const locks = fieldLocks({ account: access.account, role: access.role, settings: current, rules })
  const context = previewContext(account, { settings: current, balance, hold, rules, now })
  return (
    <div className="flex flex-col gap-4">
      {reading.kind === 'stale' && (
        <Notice tone="warning" title={text.stale}>
          <span>{`${reading.because} ${text.readAt}`}</span> <Time at={readAt} ageOnly />
          <span>{`. ${text.staleHelp}`}</span>
        </Notice>
      )}
      {/* The payout status explains why. */}
      {explainPayoutsDisabled(account, current.payoutsStatus) && (
        <Notice tone="warning" title={text.payoutsDisabled}>
          {text.payoutsDisabledHelp}
        </Notice>
      )}
      <BalanceSettingsForm
        key={account.id}
        accountId={account.id}
        country={account.country}
        currencies={currenciesOf(account, balance)}
        loaded={atRest({ settings: current, readAt: readAt.getTime() })}
        facts={formFacts(current, account.country)}
        locks={locks}
        reasonRequired={rules.reasonRequired}
        preview={{
          initial: hasTerms(current) ? <RestingPreview settings={current} context={context} /> : null,
          context,
        }}
      >
        <LockedSettings locks={locks} settings={current} platform={platform.name} />
      </BalanceSettingsForm>
    </div>
  )
}

const currenciesOf = ({ defaultCurrency }: AccountOverview, balance: Balance | null) => [
  ...new Set([
    ...(defaultCurrency === null ? [] : [defaultCurrency]),
    ...(balance?.available ?? []).map((money) => money.currency),
  ]),
]

/** As tall as the editor's cards, so that nothing moves when they come. */
export function BalanceSettingsSkeleton() {
  return (
    <div role="status" aria-label={text.loading} className="flex flex-col gap-4">
      {['h-12', 'h-130', 'h-12', 'h-12', 'h-12', 'h-12', 'h-12'].map((height, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
        <div key={index} className={`rounded-md border border-line bg-surface px-4 py-3.5 ${height}`}>
          <Skeleton className="h-4 w-48" />
        </div>
      ))}
    </div>
  )
}
