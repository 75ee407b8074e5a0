import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import { toDecimal } from '@/lib/domain/money/money'
import { Card } from '@/lib/ui/card'
import { CheckboxField } from '@/lib/ui/checkbox-field'
import { AmountFields } from './amount-fields'
import { NAMES } from './rule-names'
import { savingText as text } from './text'

export function SavingFields({ reasonRequired, payoutCost }: Pick<PlatformRules, 'reasonRequired' | 'payoutCost'>) {
  return (
    <Card title={text.title}>
      <div className="flex flex-col gap-4 p-4">
        <CheckboxField label={text.reasonRequired} name={NAMES.reasonRequired} defaultChecked={reasonRequired} />
        <AmountFields
          // After a save, the fields show the cost as it is stored.
          key={JSON.stringify(payoutCost)}
          amount={{
            label: text.cost,
            help: text.costHelp,
            name: NAMES.cost,
            defaultValue: payoutCost ? toDecimal(payoutCost) : '',
          }}
          currency={{
            label: text.currency,
            name: NAMES.currency,
            defaultValue: payoutCost?.currency ?? 'usd',
          }}
        />
      </div>
    </Card>
  )
}
