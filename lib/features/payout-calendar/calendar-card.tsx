import type { AccountAccess } from '@/lib/domain/access/permissions'
import { mayAlso } from '@/lib/domain/access/permissions'
import { hasCalendarFeed } from '@/lib/gateways/db/calendar-feeds'
import { Card } from '@/lib/ui/card'
import { CalendarAddress } from './calendar-address'

/** The coming payouts for a calendar program: as a file, or by an address that stays up to date. */
export async function CalendarCard({ access }: { access: AccountAccess }) {
  const mayManage = mayAlso(access, 'calendar_feed:manage')
  return (
    <Card title="Payouts in your calendar">
      <div className="flex flex-col gap-3 p-4 text-sm">
        <p>
          <a
            href={`/balance/payouts.ics?account=${access.account.id}`}
            download
            className="font-medium text-accent underline underline-offset-2"
          >
            Download the coming payouts
          </a>{' '}
          <span className="text-muted">(.ics, six months, estimated)</span>
        </p>
        {mayManage && <CalendarAddress accountId={access.account.id} initiallyActive={await hasCalendarFeed(access)} />}
      </div>
    </Card>
  )
}
