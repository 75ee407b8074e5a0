import {
  boolean,
  choice,
  clearable,
  hash,
  integer,
  integerOr,
  list,
  map,
  text,
  type Value,
} from '../http/parameters.ts'
import { type BalanceSettingsChange, LONGEST_DESCRIPTOR, type NameOfField } from './balance-settings.ts'

const INTERVALS = choice('daily', 'manual', 'monthly', 'weekly')
const WEEKDAYS = choice('friday', 'monday', 'thursday', 'tuesday', 'wednesday')
const SEVEN_DAYS = choice('friday', 'monday', 'saturday', 'sunday', 'thursday', 'tuesday', 'wednesday')

const expand = list(text())

export const GA_UPDATE = hash({
  expand,
  payments: hash({
    debit_negative_balances: boolean(),
    payouts: hash({
      automatic_transfer_rules_by_currency: clearable(
        map(
          clearable(
            list(
              hash(
                {
                  payout_method: text(),
                  transfer_up_to_amount: integer(),
                  type: choice('transfer_all', 'transfer_up_to_amount'),
                },
                ['payout_method', 'type'],
              ),
            ),
          ),
        ),
      ),
      minimum_balance_by_currency: clearable(map(clearable(integer()))),
      schedule: hash({
        interval: INTERVALS,
        monthly_payout_days: list(integer()),
        weekly_payout_days: list(WEEKDAYS),
      }),
      statement_descriptor: text(LONGEST_DESCRIPTOR),
    }),
    settlement_timing: hash({
      delay_days_override: clearable(integer()),
      start_of_day: clearable(hash({ hour: integer(), minutes: integer(), timezone: text() })),
    }),
  }),
})

export const PREVIEW_UPDATE = hash({
  debit_negative_balances: boolean(),
  expand,
  payouts: hash({
    schedule: hash({
      interval: INTERVALS,
      monthly_payout_days: list(integer()),
      weekly_payout_days: list(SEVEN_DAYS),
    }),
    statement_descriptor: text(LONGEST_DESCRIPTOR),
  }),
  // The document types it as a number, and its text also allows this word.
  settlement_timing: hash({ delay_days_override: integerOr('minimum') }),
})

type GaUpdate = Value<typeof GA_UPDATE>
type PreviewUpdate = Value<typeof PREVIEW_UPDATE>

export function changeFromGa(update: GaUpdate): BalanceSettingsChange {
  const { payouts, settlement_timing, ...rest } = update.payments ?? {}
  const { schedule, ...others } = payouts ?? {}
  return { ...rest, ...schedule, ...others, ...settlement_timing }
}

export function changeFromPreview(update: PreviewUpdate): BalanceSettingsChange {
  const { expand: _, payouts, settlement_timing, ...rest } = update
  const { schedule, ...others } = payouts ?? {}
  return { ...rest, ...schedule, ...others, ...settlement_timing }
}

const FLAT_NAMES: Readonly<Record<keyof BalanceSettingsChange, string>> = {
  debit_negative_balances: 'debit_negative_balances',
  interval: 'payouts[schedule][interval]',
  weekly_payout_days: 'payouts[schedule][weekly_payout_days]',
  monthly_payout_days: 'payouts[schedule][monthly_payout_days]',
  statement_descriptor: 'payouts[statement_descriptor]',
  minimum_balance_by_currency: 'payouts[minimum_balance_by_currency]',
  automatic_transfer_rules_by_currency: 'payouts[automatic_transfer_rules_by_currency]',
  delay_days_override: 'settlement_timing[delay_days_override]',
  start_of_day: 'settlement_timing[start_of_day]',
}

export const previewName: NameOfField = (field) => FLAT_NAMES[field]
export const gaName: NameOfField = (field) => `payments[${FLAT_NAMES[field].replace(/\[|$/, (found) => `]${found}`)}`
