import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requirePlatform } from '@/lib/auth/account-access'
import { openPlatform } from '@/lib/domain/access/permissions'
import { movesFor } from '@/lib/domain/fleet/rollout'
import { loadRollout } from '@/lib/features/balance-settings/fleet/load-fleet'
import { canBeUndone } from '@/lib/features/balance-settings/fleet/move-rollout'
import { isFleetId, parseItemQuery } from '@/lib/features/balance-settings/fleet/query'
import { RefreshWhileMoving, RolloutActions } from '@/lib/features/balance-settings/fleet/rollout-actions'
import { RolloutPage } from '@/lib/features/balance-settings/fleet/rollout-page'
import { fleetText, moveText, rolloutText as text } from '@/lib/features/balance-settings/fleet/text'
import { Card } from '@/lib/ui/card'
import { PageLink } from '@/lib/ui/page-link'

export const metadata: Metadata = { title: text.title }

export default async function OneRolloutPage({ params, searchParams }: PageProps<'/fleet/rollouts/[rolloutId]'>) {
  const access = await requirePlatform('fleet:read')
  const { rolloutId } = await params
  const query = parseItemQuery(await searchParams)
  const loaded = isFleetId(rolloutId) ? await loadRollout(access, rolloutId, query) : null
  if (!loaded) notFound()
  const { rollout, counts } = loaded
  const { status, startedBy } = rollout
  const mayManage = openPlatform(access.person, 'fleet:manage') !== null
  const moves = movesFor(
    { personId: access.person.id, role: access.role },
    { status, startedById: startedBy?.id ?? null },
  )
  const mayUndo = mayManage && canBeUndone(rollout, counts)
  const isMoving =
    status === 'planning' || status === 'in_progress' || (counts.sending ?? 0) + (counts.unresolved ?? 0) > 0
  return (
    <>
      <RenderedForPerson person={access.person} />
      {isMoving && <RefreshWhileMoving />}
      <PageLink href="/fleet" className="text-sm text-accent hover:underline">
        {fleetText.back}
      </PageLink>
      <h1 className="mt-1 mb-4 text-xl font-semibold">
        <bdi translate="no">{rollout.name}</bdi>
      </h1>
      <div className="flex flex-col gap-4">
        {(moves.length > 0 || mayUndo) && (
          <Card title={moveText.title}>
            <RolloutActions key={status} rolloutId={rollout.id} moves={moves} pace={rollout.pace} mayUndo={mayUndo} />
          </Card>
        )}
        <RolloutPage loaded={loaded} query={query} mayManage={mayManage} />
      </div>
    </>
  )
}
