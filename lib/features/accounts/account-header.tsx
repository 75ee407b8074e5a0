import { Suspense } from 'react'
import { PROFILE_WORDS, profileOf } from '@/lib/domain/access/controller-profile'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import type { AccountStanding } from '@/lib/domain/accounts/account-state'
import { formatDay } from '@/lib/domain/calendar/format-day'
import { payoutDayAsOf } from '@/lib/domain/payouts/forecast'
import { currenciesWithoutBank } from '@/lib/domain/payouts/payout-status'
import { accountInDashboard } from '@/lib/domain/stripe/dashboard-links'
import { stripeMode } from '@/lib/env'
import { CopyId } from '@/lib/ui/copy-id'
import { Skeleton } from '@/lib/ui/skeleton'
import { countryName, dashboardWords, liabilityWords, stateWords } from './account-words'
import { StateView } from './state-view'
import { accountText as text } from './text'

type Props = {
  account: AccountOverview
  standing: Promise<AccountStanding>
  /** Staff read how the account is set up, and have the platform's Dashboard. */
  isStaff: boolean
}

/** Name, state, next payout and properties of an account. The state is known once everything that it rests on is read. */
export function AccountHeader({ account, standing, isStaff }: Props) {
  const { controller } = account
  const profile = profileOf(controller)
  return (
    // The times below it have the account's own zone on hover.
    <header data-time-zone={account.timeZone ?? undefined} className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="min-w-0 text-xl font-semibold break-words">
          <bdi translate="no">{account.name}</bdi>
        </h1>
        <Suspense fallback={<Skeleton className="h-5 w-28" />}>
          <CurrentState account={account} standing={standing} />
        </Suspense>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
        <CopyId id={account.id} />
        <span>{countryName(account.country)}</span>
        <span>{account.defaultCurrency?.toUpperCase() ?? 'Currency not given'}</span>
        {isStaff && profile && <span>{PROFILE_WORDS[profile].title}</span>}
        {isStaff && <span className="text-xs">{liabilityWords(controller)}</span>}
        {isStaff && <span className="text-xs">{dashboardWords(controller)}</span>}
        {isStaff && (
          <a
            href={accountInDashboard(stripeMode(), account.id)}
            target="_blank"
            rel="noreferrer"
            className="text-xs text-accent underline underline-offset-2"
          >
            {text.dashboard}
          </a>
        )}
      </div>
    </header>
  )
}

async function CurrentState({ account, standing }: Pick<Props, 'account' | 'standing'>) {
  const { goneAt, settings } = account
  const { nextPayoutOn, ...known } = await standing
  const words = stateWords({ goneAt, ...known })
  const missing = known.reason === 'no_bank_account' ? withoutBank(account).join(', ') : ''
  const isSent = known.state !== 'blocked' && settings?.value.schedule?.interval !== 'manual'
  const today = payoutDayAsOf({ now: Date.now(), startOfDay: settings?.value.startOfDay })
  return (
    <>
      <StateView words={words.reason && missing ? { ...words, reason: `${words.reason}: ${missing}` } : words} />
      {nextPayoutOn && !goneAt && (
        <span className="tabular text-sm text-muted">
          {/* Where the schedule sends none, the day is that of a payout made before. */}
          {(isSent ? text.nextPayout : text.inTransit)(formatDay(nextPayoutOn, today))}
        </span>
      )}
    </>
  )
}

/** In capitals; none where what is stored doesn't say. */
function withoutBank(account: AccountOverview): string[] {
  const [settings, balance, banks] = [account.settings?.value, account.balance?.value, account.externalAccounts?.value]
  if (!settings || !balance || !banks) return []
  return currenciesWithoutBank({ now: Date.now(), account, settings, balance, externalAccounts: banks }).map((each) =>
    each.toUpperCase(),
  )
}
