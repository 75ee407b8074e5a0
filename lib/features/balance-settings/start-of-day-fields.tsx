import type { StartOfDay } from '@/lib/domain/settings/start-of-day'
import { FieldMessage, inputClasses } from '@/lib/ui/field'
import type { Draft } from './draft'

/** Zones of the countries that may have their own start of day; Stripe decides which hours each allows. */
const ZONES: Record<string, string[]> = {
  AU: [
    'Australia/Adelaide',
    'Australia/Brisbane',
    'Australia/Darwin',
    'Australia/Hobart',
    'Australia/Melbourne',
    'Australia/Perth',
    'Australia/Sydney',
  ],
  HK: ['Asia/Hong_Kong'],
  ID: ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'],
  IN: ['Asia/Kolkata'],
  JP: ['Asia/Tokyo'],
  MY: ['Asia/Kuala_Lumpur', 'Asia/Kuching'],
  NZ: ['Pacific/Auckland', 'Pacific/Chatham'],
  SG: ['Asia/Singapore'],
  TH: ['Asia/Bangkok'],
}

type Props = { draft: Draft; country: string; error: string | undefined; onChange: (change: Partial<Draft>) => void }

export function StartOfDayFields({ draft, country, error, onChange }: Props) {
  const zones = [...new Set([...(ZONES[country] ?? []), 'Etc/UTC', ...(draft.start ? [draft.start.zone] : [])])]
  const first = { hour: 0, minutes: 0, zone: zones[0] ?? 'Etc/UTC' }
  const change = (part: Partial<StartOfDay>) => onChange({ start: { ...(draft.start ?? first), ...part } })
  return (
    <>
      <label className="flex items-center gap-2.5 text-sm font-medium">
        <input
          type="checkbox"
          checked={draft.start !== null}
          onChange={(event) => onChange({ start: event.target.checked ? first : null })}
          className="size-4"
        />
        This account’s day starts at its own time
      </label>
      {draft.start && (
        <div className="mt-3 flex flex-wrap gap-2">
          <label className="text-xs font-medium text-muted">
            Time
            <select
              value={`${draft.start.hour}:${draft.start.minutes}`}
              aria-describedby={error ? 'start-error' : 'start-help'}
              onChange={(event) => {
                const [hour, minutes] = event.target.value.split(':').map(Number)
                change({ hour, minutes })
              }}
              className={`${inputClasses} tabular block w-28`}
            >
              {Array.from({ length: 48 }, (_, half) => [Math.floor(half / 2), (half % 2) * 30] as const).map(
                ([hour, minutes]) => (
                  <option key={`${hour}:${minutes}`} value={`${hour}:${minutes}`}>
                    {String(hour).padStart(2, '0')}:{String(minutes).padStart(2, '0')}
                  </option>
                ),
              )}
            </select>
          </label>
          <label className="min-w-48 text-xs font-medium text-muted">
            Time zone
            <select
              value={draft.start.zone}
              onChange={(event) => change({ zone: event.target.value })}
              className={`${inputClasses} block`}
            >
              {zones.map((zone) => (
                <option key={zone}>{zone}</option>
              ))}
            </select>
          </label>
        </div>
      )}
      <FieldMessage
        name="start"
        error={error}
        help="Decides to which day a payment belongs when payouts are put together. A change takes hold when the new day next starts; earlier payments keep their day."
      />
    </>
  )
}
