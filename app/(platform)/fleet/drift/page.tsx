import type { Metadata } from 'next'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requirePlatform } from '@/lib/auth/account-access'
import { openPlatform } from '@/lib/domain/access/permissions'
import { DriftPage } from '@/lib/features/balance-settings/fleet/drift-page'
import { FleetPages } from '@/lib/features/balance-settings/fleet/fleet-pages'
import { loadDrift } from '@/lib/features/balance-settings/fleet/load-drift'
import { parseDriftQuery } from '@/lib/features/balance-settings/fleet/query'
import { driftText as text } from '@/lib/features/balance-settings/fleet/text'

export const metadata: Metadata = { title: text.title }

export default async function FleetDriftPage({ searchParams }: PageProps<'/fleet/drift'>) {
  const access = await requirePlatform('fleet:read')
  const query = parseDriftQuery(await searchParams)
  const board = await loadDrift(access, query)
  return (
    <>
      <RenderedForPerson person={access.person} />
      <h1 className="text-xl font-semibold">{text.title}</h1>
      <p className="mt-1 max-w-prose text-sm text-muted">{text.help}</p>
      <FleetPages at="/fleet/drift" />
      <DriftPage board={board} query={query} mayManage={openPlatform(access.person, 'fleet:manage') !== null} />
    </>
  )
}
