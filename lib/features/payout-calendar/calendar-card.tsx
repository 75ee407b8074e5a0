import { type AccountAccess, mayAlso } from '@/lib/domain/access/permissions'
import { hasCalendarFeed } from '@/lib/gateways/db/calendar-feeds'
import { Card } from '@/lib/ui/card'
import { CalendarLink } from './calendar-link'
import { calendarText as text } from './text'

/** The upcoming payouts for a calendar app: as a file, or by a link that stays up to date. */
export function CalendarCard({ access }: { access: AccountAccess }) {
  return (
    <Card title={text.title}>
      <div className="flex flex-col gap-3 p-4 text-sm">
        <p>
          <a
            href={`/balance/payouts.ics?account=${access.account.id}`}
            download
            className="font-medium text-accent underline underline-offset-2"
          >
            {text.download}
          </a>{' '}
          <span className="text-muted">{text.format}</span>
        </p>
        {mayAlso(access, 'calendar_feed:manage') && <PrivateLink access={access} />}
      </div>
    </Card>
  )
}

async function PrivateLink({ access }: { access: AccountAccess }) {
  const isActive = await hasCalendarFeed(access)
  return (
    <div className="flex flex-col items-start gap-2">
      <p className="text-muted">{isActive ? text.active : text.inactive}</p>
      <CalendarLink key={access.account.id} accountId={access.account.id} isActive={isActive} label={text.manage} />
    </div>
  )
}
