import { FIELDS_FOR_OWNERS, type PlatformRules } from '@/lib/domain/access/platform-rules'
import { BALANCE_SETTINGS_FIELDS, labelOf } from '@/lib/domain/settings/fields'
import { Card } from '@/lib/ui/card'
import { CheckboxField } from '@/lib/ui/checkbox-field'
import { ownerFieldsText as text } from './text'

type Props = { fields: PlatformRules['ownerFields']; onChange: (fields: PlatformRules['ownerFields']) => void }

export function OwnerFields({ fields, onChange }: Props) {
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
              checked={fields.includes(field)}
              disabled={!isOffered}
              onChange={(event) =>
                onChange(
                  FIELDS_FOR_OWNERS.filter((other) =>
                    other === field ? event.target.checked : fields.includes(other),
                  ),
                )
              }
            />
          )
        })}
      </fieldset>
    </Card>
  )
}
