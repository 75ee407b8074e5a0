import type { Metadata } from 'next'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requirePlatform } from '@/lib/auth/account-access'
import { openPlatform } from '@/lib/domain/access/permissions'
import { FleetLists } from '@/lib/features/balance-settings/fleet/fleet-page'
import { FleetPages } from '@/lib/features/balance-settings/fleet/fleet-pages'
import { loadFleet } from '@/lib/features/balance-settings/fleet/load-fleet'
import { fleetUrl, parseFleetQuery } from '@/lib/features/balance-settings/fleet/query'
import { fleetText as text } from '@/lib/features/balance-settings/fleet/text'
import { Pager } from '@/lib/ui/pager'

export const metadata: Metadata = { title: text.title }

export default async function FleetPage({ searchParams }: PageProps<'/fleet'>) {
  const access = await requirePlatform('fleet:read')
  const query = parseFleetQuery(await searchParams)
  const fleet = await loadFleet(access, query)
  const last = fleet.rollouts.at(-1)
  return (
    <>
      <RenderedForPerson person={access.person} />
      <h1 className="text-xl font-semibold">{text.title}</h1>
      <p className="mt-1 max-w-prose text-sm text-muted">{text.help}</p>
      <FleetPages at="/fleet" />
      <div className="mt-4 flex flex-col gap-4">
        <FleetLists fleet={fleet} mayManage={openPlatform(access.person, 'fleet:manage') !== null} />
      </div>
      <Pager
        label={text.pages}
        words={[text.first, text.next]}
        previous={query.after ? fleetUrl(null) : null}
        next={fleet.hasMore && last ? fleetUrl(last.rollout.id) : null}
      />
    </>
  )
}
