import { APPROVAL_RULES, APPROVAL_WORDS } from '@/lib/domain/access/approval-rules'
import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import { toDecimal } from '@/lib/domain/money/money'
import { Card } from '@/lib/ui/card'
import { CheckboxField } from '@/lib/ui/checkbox-field'
import { AccountsField, AmountFields } from './amount-fields'
import { NAMES } from './rule-names'
import { approvalsText as text } from './text'

export function ApprovalFields({ approvals: { needed, tolerance, mostAccounts } }: Pick<PlatformRules, 'approvals'>) {
  return (
    <Card title={text.title}>
      <fieldset className="flex flex-col gap-2 p-4">
        <legend className="sr-only">{text.title}</legend>
        <p className="mb-1 text-sm text-muted">{text.help}</p>
        {APPROVAL_RULES.map((rule) => (
          <CheckboxField
            key={rule}
            label={APPROVAL_WORDS[rule]}
            name={NAMES.approvals}
            value={rule}
            defaultChecked={needed.includes(rule)}
          />
        ))}
        <AmountFields
          // After a save, the fields show the amount as it is stored.
          key={JSON.stringify(tolerance)}
          amount={{
            label: text.tolerance,
            help: text.toleranceHelp,
            name: NAMES.tolerance,
            defaultValue: tolerance ? toDecimal(tolerance) : '',
          }}
          currency={{
            label: text.currency,
            name: NAMES.toleranceCurrency,
            defaultValue: tolerance?.currency ?? 'usd',
          }}
        />
        <AccountsField
          key={`most ${mostAccounts}`}
          label={text.mostAccounts}
          help={text.mostAccountsHelp}
          name={NAMES.mostAccounts}
          defaultValue={mostAccounts === null ? '' : String(mostAccounts)}
        />
      </fieldset>
    </Card>
  )
}
