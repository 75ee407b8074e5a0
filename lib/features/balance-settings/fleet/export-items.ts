import 'server-only'
import { recordFor } from '@/lib/auth/record-for'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import { csvRow, textCell } from '@/lib/domain/csv'
import { ITEM_WORDS } from '@/lib/domain/fleet/rollout'
import { listItems, type RolloutItem } from '@/lib/gateways/db/rollout-items'
import { findRollout } from '@/lib/gateways/db/rollouts'
import { movesOf } from './load-fleet'
import type { ItemQuery } from './query'
import { changeLines, noteOf } from './rollout-page'

const AT_ONCE = 1000

/** The accounts that a rollout’s page lists, as a file, read page by page while it is sent; null where there is none. Who downloads it is recorded. */
export async function exportItems(
  access: PlatformAccess<'fleet:read'>,
  rolloutId: string,
  { state, because }: Pick<ItemQuery, 'state' | 'because'>,
): Promise<Response | null> {
  const rollout = await findRollout(access, rolloutId)
  if (!rollout) return null
  await recordFor(access, { type: 'rollout.exported', rolloutId, name: rollout.name })
  const encoder = new TextEncoder()
  let after = 0
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(csvRow(HEADER))),
    async pull(controller) {
      const items = await listItems(access, rolloutId, { states: state && [state], because, after, limit: AT_ONCE })
      const moves = await movesOf(access, items)
      if (items.length > 0) controller.enqueue(encoder.encode(items.map((item) => rowOf(item, moves)).join('')))
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

const HEADER = ['Account', 'Name', 'Outcome', 'Changes', 'First moved payout', 'Variant', 'Note', 'Entry']

const rowOf = (item: RolloutItem, moves: Map<string, string>) =>
  csvRow([
    textCell(item.account.id),
    textCell(item.account.name),
    textCell(ITEM_WORDS[item.state]),
    textCell(changeLines(item).join('; ')),
    textCell(moves.get(item.account.id) ?? null),
    textCell(item.variant),
    textCell(noteOf(item)),
    textCell(item.entryId),
  ])
