import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { HomePanels } from '@/app/home-panels'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requirePerson } from '@/lib/auth/person'
import { openPlatform } from '@/lib/domain/access/permissions'
import { describeSync, loadSyncStatus } from '@/lib/features/accounts/load-accounts'
import { loadWorkerHealth } from '@/lib/features/background-status/load-status'
import { problemsOf } from '@/lib/features/background-status/problems'
import { loadHome, loadWaitingEvents } from '@/lib/features/home/load-home'
import { homeText } from '@/lib/features/home/text'

export const metadata: Metadata = { title: homeText.title }

/** Staff see what needs a person; auditors and the people of an account have their own pages. */
export default async function StartPage() {
  const person = await requirePerson()
  const access = openPlatform(person, 'accounts:list')
  if (!access) redirect(openPlatform(person, 'audit:read') ? '/audit' : '/balance')
  const now = new Date()
  const statusReader = openPlatform(person, 'status:read')
  const [home, status, sync] = await Promise.all([
    loadHome(access, openPlatform(person, 'audit:read'), now),
    statusReader && loadWorkerHealth(statusReader, now),
    // The status has it as well.
    statusReader ? null : loadSyncStatus(access),
  ])
  const events = status
    ? { waiting: status.waitingEvents, oldest: status.oldestEvent }
    : await loadWaitingEvents(access)
  return (
    <>
      <RenderedForPerson person={person} />
      <h1 className="text-xl font-semibold">{homeText.title}</h1>
      <HomePanels
        home={home}
        sync={status ? describeSync(status.sync) : sync}
        events={events}
        problems={status ? problemsOf(status, now) : []}
        may={{
          sync: openPlatform(person, 'accounts:sync') !== null,
          invite: openPlatform(person, 'people:manage') !== null,
          readStatus: statusReader !== null,
        }}
        now={now}
      />
    </>
  )
}
