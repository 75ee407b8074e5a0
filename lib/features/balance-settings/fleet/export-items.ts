import 'server-only'
import { recordFor } from '@/lib/auth/record-for'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import { csvRow, textCell } from '@/lib/domain/csv'
import { ITEM_WORDS } from '@/lib/domain/fleet/rollout'
import { listItems, type RolloutItem } from '@/lib/gateways/db/rollout-items'
import { findRollout } from '@/lib/gateways/db/rollouts'
import { changeLines, noteOf } from './rollout-page'

const AT_ONCE = 1000

/** Every account of a rollout as a file, read page by page while it is sent; null where there is none. Who downloads it is recorded. */
export async function exportItems(access: PlatformAccess<'fleet:read'>, rolloutId: string): Promise<Response | null> {
  const rollout = await findRollout(access, rolloutId)
  if (!rollout) return null
  await recordFor(access, { type: 'rollout.exported', rolloutId, name: rollout.name })
  const encoder = new TextEncoder()
  let after = 0
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(csvRow(HEADER))),
    async pull(controller) {
      const items = await listItems(access, rolloutId, { states: null, after, limit: AT_ONCE })
      if (items.length > 0) controller.enqueue(encoder.encode(items.map(rowOf).join('')))
      if (items.length < AT_ONCE) controller.close()
      after = items.at(-1)?.position ?? after
    },
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="rollout-${rolloutId}.csv"`,
      'cache-control': 'private, no-store',
    },
  })
}

const HEADER = ['Account', 'Name', 'Outcome', 'Changes', 'Variant', 'Note', 'Entry']

const rowOf = (item: RolloutItem) =>
  csvRow([
    textCell(item.account.id),
    textCell(item.account.name),
    textCell(ITEM_WORDS[item.state]),
    textCell(changeLines(item).join('; ')),
    textCell(item.variant),
    textCell(noteOf(item)),
    textCell(item.entryId),
  ])
