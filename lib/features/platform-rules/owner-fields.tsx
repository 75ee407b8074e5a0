import { FIELDS_FOR_OWNERS, type PlatformRules } from '@/lib/domain/access/platform-rules'
import { BALANCE_SETTINGS_FIELDS, labelOf } from '@/lib/domain/settings/fields'
import { Card } from '@/lib/ui/card'
import { CheckboxField } from '@/lib/ui/checkbox-field'
import { NAMES } from './rule-names'
import { ownerFieldsText as text } from './text'

export function OwnerFields({ ownerFields }: Pick<PlatformRules, 'ownerFields'>) {
  return (
    <Card title={text.title}>
      <fieldset className="flex flex-col gap-2 p-4">
        <legend className="sr-only">{text.title}</legend>
        <p className="mb-1 text-sm text-muted">{text.help}</p>
        {BALANCE_SETTINGS_FIELDS.map((field) => {
          const isOffered = FIELDS_FOR_OWNERS.includes(field)
          return (
            <CheckboxField
              key={field}
              label={labelOf(field)}
              help={isOffered ? undefined : text.neverForOwners}
              name={NAMES.ownerFields}
              value={field}
              defaultChecked={ownerFields.includes(field)}
              disabled={!isOffered}
            />
          )
        })}
      </fieldset>
    </Card>
  )
}
