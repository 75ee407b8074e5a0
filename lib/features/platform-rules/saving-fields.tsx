import { Card } from '@/lib/ui/card'
import { CheckboxField } from '@/lib/ui/checkbox-field'
import { MoneyField } from '@/lib/ui/money-field'
import { TextField } from '@/lib/ui/text-field'
import { type CostDraft, findCostErrors } from './payout-cost'
import { savingText as text } from './text'

export const COST_IDS = { amount: 'payout-cost', currency: 'payout-cost-currency' }

type Props = {
  reasonRequired: boolean
  cost: CostDraft
  /** Typing isn't an error yet; a save attempt shows what is wrong. */
  showsErrors: boolean
  onReasonRequired: (isRequired: boolean) => void
  onCost: (cost: CostDraft) => void
}

export function SavingFields({ reasonRequired, cost, showsErrors, onReasonRequired, onCost }: Props) {
  const errors = showsErrors ? findCostErrors(cost) : {}
  return (
    <Card title={text.title}>
      <div className="flex flex-col gap-4 p-4">
        <CheckboxField
          label={text.reasonRequired}
          checked={reasonRequired}
          onChange={(event) => onReasonRequired(event.target.checked)}
        />
        <div className="flex flex-wrap gap-x-3 gap-y-4">
          <MoneyField
            id={COST_IDS.amount}
            label={text.cost}
            help={text.costHelp}
            error={errors.amount}
            className="max-w-96"
            currency={cost.currency}
            placeholder="0.25"
            value={cost.amount}
            onChange={(event) => onCost({ ...cost, amount: event.target.value })}
          />
          <TextField
            id={COST_IDS.currency}
            label={text.currency}
            error={errors.currency}
            controlClassName="max-w-20 [&>input]:uppercase"
            maxLength={3}
            value={cost.currency}
            onChange={(event) => onCost({ ...cost, currency: event.target.value.toLowerCase() })}
          />
        </div>
      </div>
    </Card>
  )
}
