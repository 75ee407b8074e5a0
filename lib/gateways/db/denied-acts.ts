import 'server-only'
import { randomUUID } from 'node:crypto'
import type { AccountRef } from '@/lib/domain/accounts/connected-account'
import { actorOf, NO_ORIGIN, type Origin, recordEntry } from './audit-log'
import { database, type Transaction, transaction } from './client'

/** Milliseconds for which denials of the same act are counted after the first one, which is recorded at once. */
const WINDOW = 15 * 60 * 1000

/** Different acts of one person that get an entry at once; further ones are counted together, whatever they are. */
const DIFFERENT_ACTS = 20

/** Stands for the acts beyond those. */
const FURTHER = ''

export type Denial = {
  person: { id: string; name: string }
  /** In which the person tried; null without one that reaches there. */
  role: string | null
  account: AccountRef | null
  attempted: string
  because: string
  origin: Origin
}

/**
 * Records what a person was denied: the first time at once, and the same act of the next quarter of an hour together in
 * one entry. Whatever somebody tries, they cause no more than a bounded number of entries.
 */
export async function recordDenial(denial: Denial, now: Date): Promise<void> {
  await transaction(async (tx) => {
    if (await countAgain(tx, denial)) return
    const { person, role, account, attempted, because, origin } = denial
    const isFurther = (await tx.deniedActs.count({ where: { personId: person.id } })) >= DIFFERENT_ACTS
    const beganWith = randomUUID()
    const act = isFurther
      ? { attempted: FURTHER, because: '', accountId: null, accountName: null }
      : { attempted, because, accountId: account?.id ?? null, accountName: account?.name ?? null }
    const row = await tx.deniedActs.upsert({
      where: { personId_attempted: { personId: person.id, attempted: act.attempted } },
      create: { ...act, personId: person.id, personName: person.name, role, beganWith, since: now, times: +isFurther },
      update: { times: { increment: 1 } },
    })
    if (isFurther || row.beganWith !== beganWith) return
    await recordEntry({ event: { type: 'denied', attempted, because }, actor: actorOf(denial), account, origin }, tx)
  })
}

async function countAgain(tx: Transaction, { person, attempted }: Denial): Promise<boolean> {
  const { count } = await tx.deniedActs.updateMany({
    where: { personId: person.id, attempted },
    data: { times: { increment: 1 } },
  })
  return count > 0
}

/** Records what was counted in the windows that have closed, at most `limit` of them, and returns how many. */
export async function recordClosedDenials(now: Date, limit: number): Promise<number> {
  const { deniedActs } = await database()
  const rows = await deniedActs.findMany({
    where: { since: { lte: new Date(now.getTime() - WINDOW) } },
    orderBy: { since: 'asc' },
    take: limit,
    select: { personId: true, attempted: true, beganWith: true },
  })
  for (const row of rows) await recordWindow(row)
  return rows.length
}

const recordWindow = ({ personId, attempted, beganWith }: { personId: string; attempted: string; beganWith: string }) =>
  transaction(async (tx) => {
    // Read after it was locked, so that nothing is counted in between. Another instance may have recorded it.
    const { count } = await tx.deniedActs.updateMany({ where: { personId, attempted, beganWith }, data: { beganWith } })
    if (count === 0) return
    const row = await tx.deniedActs.delete({ where: { personId_attempted: { personId, attempted } } })
    if (row.times === 0) return
    const act = attempted === FURTHER ? null : { attempted, because: row.because }
    await recordEntry(
      {
        event: { type: 'denied.again', act, times: row.times, since: row.since.toISOString() },
        actor: actorOf({ person: { id: personId, name: row.personName }, role: row.role }),
        account: row.accountId ? { id: row.accountId, name: row.accountName ?? row.accountId } : null,
        origin: NO_ORIGIN,
      },
      tx,
    )
  })
