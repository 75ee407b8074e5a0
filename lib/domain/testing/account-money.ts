import type { ExternalAccount } from '../accounts/external-account'
import { requireCalendarDate } from '../calendar/calendar-date'
import type { AccountMoney } from '../payouts/account-money'
import type { Payout } from '../payouts/payout'

/** A Sunday, so that the next business day is Monday 23 November. */
export const NOW = Date.UTC(2026, 10, 22, 12)

/** A US account in good order on the manual schedule, with 120.50 USD available and one payout behind it. */
export function moneyOf({
  account,
  settings,
  balance,
  ...rest
}: {
  account?: Partial<AccountMoney['account']>
  settings?: Partial<AccountMoney['settings']>
  balance?: Partial<AccountMoney['balance']>
  externalAccounts?: readonly ExternalAccount[]
  payouts?: readonly Payout[]
  morePayouts?: boolean
  now?: number
} = {}): AccountMoney {
  return {
    now: NOW,
    account: {
      country: 'US',
      defaultCurrency: 'usd',
      payoutsEnabled: true,
      disabledReason: null,
      requirementsDue: 0,
      requirements: null,
      controller: {
        lossesLiability: 'application',
        requirementCollection: 'application',
        dashboard: 'none',
        isController: true,
      },
      ...account,
    },
    settings: {
      schedule: { interval: 'manual' },
      minimumBalances: null,
      delayDaysOverride: null,
      startOfDay: null,
      debitNegativeBalances: false,
      statementDescriptor: null,
      delayDays: 2,
      payoutsStatus: 'enabled',
      ...settings,
    },
    balance: { available: [{ amount: 12_050, currency: 'usd' }], pending: [], ...balance },
    externalAccounts: [bankOf()],
    payouts: [payoutOf()],
    ...rest,
  }
}

export function bankOf(changes: Partial<ExternalAccount> = {}): ExternalAccount {
  return {
    id: 'ba_1',
    kind: 'bank_account',
    name: 'STRIPE TEST BANK',
    last4: '6789',
    country: 'US',
    currency: 'usd',
    isDefault: true,
    status: 'new',
    takesInstant: false,
    ...changes,
  }
}

/** A card that takes instant payouts and is not the default. */
export function cardOf(changes: Partial<ExternalAccount> = {}): ExternalAccount {
  return bankOf({
    id: 'card_1',
    kind: 'card',
    name: 'Visa',
    last4: '5556',
    isDefault: null,
    takesInstant: true,
    ...changes,
  })
}

export function payoutOf({
  arrivesOn = '2026-11-18',
  ...changes
}: Partial<Omit<Payout, 'arrivesOn'>> & { arrivesOn?: string | null } = {}): Payout {
  return {
    id: 'po_1',
    amount: 9_900,
    currency: 'usd',
    status: 'paid',
    method: 'standard',
    automatic: true,
    createdAt: new Date(Date.UTC(2026, 10, 16)),
    arrivesOn: arrivesOn === null ? null : requireCalendarDate(arrivesOn),
    destinationId: 'ba_1',
    payoutMethodId: null,
    failure: null,
    traceId: null,
    traceStatus: null,
    statementDescriptor: null,
    fee: null,
    reverses: null,
    reversedBy: null,
    reconciliation: 'completed',
    orderedBy: null,
    ...changes,
  }
}
