import { type AccountAccess, mayAlso } from '@/lib/domain/access/permissions'
import { hasCalendarFeed } from '@/lib/gateways/db/calendar-feeds'
import { Card } from '@/lib/ui/card'
import { CalendarLink } from './calendar-link'
import { calendarText as text } from './text'

/** The upcoming payouts for a calendar app: as a file, or by a link that stays up to date. */
export async function CalendarCard({ access }: { access: AccountAccess }) {
  const mayManage = mayAlso(access, 'calendar_feed:manage')
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
        {mayManage && <CalendarLink accountId={access.account.id} initiallyActive={await hasCalendarFeed(access)} />}
      </div>
    </Card>
  )
}
