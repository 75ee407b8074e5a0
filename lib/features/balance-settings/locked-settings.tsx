import { type BalanceSettings, describeSetting } from '@/lib/domain/settings/balance-settings'
import { type FieldLock, PLATFORM_ONLY, sharedLocks } from '@/lib/domain/settings/field-locks'
import { BALANCE_SETTINGS_FIELDS, type BalanceSettingsField, labelOf } from '@/lib/domain/settings/fields'
import { Card } from '@/lib/ui/card'
import { sectionText as text } from './section-text'

type Props = {
  locks: Record<BalanceSettingsField, FieldLock>
  settings: BalanceSettings
  /** What the platform is called. */
  platform: string
}

/** What somebody can read but not change: each value as a line, and each reason once, however many fields it locks. */
export function LockedSettings({ locks, settings, platform }: Props) {
  const shared = sharedLocks(locks)
  const grouped = new Set(shared.flatMap(({ fields }) => fields))
  const single = BALANCE_SETTINGS_FIELDS.filter((field) => locks[field] !== null && !grouped.has(field))
  return (
    <>
      {single.map((field) => (
        <section
          key={field}
          aria-labelledby={`${field}-heading`}
          className="rounded-md border border-line bg-surface px-4 py-2.5"
        >
          <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
            <h2 id={`${field}-heading`} className="text-base font-semibold">
              {labelOf(field)}
            </h2>
            <span className="min-w-0 text-sm break-words">{shownValue(settings, field)}</span>
          </div>
          <p className="mt-1 text-sm text-muted">{locks[field]}</p>
        </section>
      ))}
      {shared.map(({ reason, fields }, index) => (
        <Card
          key={reason}
          title={reason === PLATFORM_ONLY ? text.managedBy(platform) : text.locked}
          id={`locked-${index}`}
        >
          <p className="border-b border-line px-4 py-2 text-sm text-muted">
            {reason === PLATFORM_ONLY ? text.managedHelp : reason}
          </p>
          <dl className={`divide-y divide-line text-sm ${ROWS}`}>
            {fields.map((field) => (
              <div key={field}>
                <dt>{labelOf(field)}</dt>
                <dd>{shownValue(settings, field)}</dd>
              </div>
            ))}
          </dl>
        </Card>
      ))}
    </>
  )
}

/** Said once for all of them. */
const ROWS =
  '[&>div]:flex [&>div]:flex-wrap [&>div]:justify-between [&>div]:gap-x-4 [&>div]:px-4 [&>div]:py-2 [&_dt]:text-muted [&_dd]:min-w-0 [&_dd]:break-words'

const shownValue = (settings: BalanceSettings, field: BalanceSettingsField) =>
  describeSetting(settings, field) ?? text.notAvailable
