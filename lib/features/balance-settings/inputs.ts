import type { BalanceSettingsField } from '@/lib/domain/settings/fields'
import { debitNegativeBalancesInput } from './inputs/debit-negative-balances'
import { delayDaysOverrideInput } from './inputs/delay-days-override'
import type { FieldInput } from './inputs/field-input'
import { minimumBalancesInput } from './inputs/minimum-balances'
import { scheduleInput } from './inputs/schedule'
import { startOfDayInput } from './inputs/start-of-day'
import { statementDescriptorInput } from './inputs/statement-descriptor'
import { transferRulesInput } from './inputs/transfer-rules'

/** How each field is edited. */
export const INPUTS: { [F in BalanceSettingsField]: FieldInput<F> } = {
  schedule: scheduleInput,
  minimumBalances: minimumBalancesInput,
  transferRules: transferRulesInput,
  delayDaysOverride: delayDaysOverrideInput,
  startOfDay: startOfDayInput,
  debitNegativeBalances: debitNegativeBalancesInput,
  statementDescriptor: statementDescriptorInput,
}
