import 'server-only'
import { randomUUID } from 'node:crypto'
import { addressGroup } from '@/lib/client-address'
import { type Origin, recordEntry } from './audit-log'
import { database, type Transaction, transaction } from './client'

/** Milliseconds for which refused sign-ins are counted after the first one, which is recorded at once. */
const WINDOW = 15 * 60 * 1000

/** `wrong`: the email and password didn't match. `limited`: it was too early for a try, and the password wasn't looked at. */
export type Refusal = { email: string; isPerson: boolean; kind: 'wrong' | 'limited'; origin: Origin }

/**
 * Counts refused sign-ins: for each person and address the first one gets an entry, and the others of the next quarter of
 * an hour get one together. Emails that nobody has share a count.
 */
export async function recordRefusals(refusals: readonly Refusal[], now: Date): Promise<void> {
  await transaction(async (tx) => {
    for (const refusal of [...refusals].sort(byRow)) await recordRefusal(tx, refusal, now)
  })
}

/** In the same order everywhere, so that no two transactions wait for each other. */
const byRow = (a: Refusal, b: Refusal) => JSON.stringify(rowOf(a)).localeCompare(JSON.stringify(rowOf(b)))

const rowOf = ({ email, isPerson, origin }: Refusal) => ({
  email: isPerson ? email : '',
  ipAddress: origin.ipAddress ? addressGroup(origin.ipAddress) : '',
})

async function recordRefusal(tx: Transaction, refusal: Refusal, now: Date): Promise<void> {
  const { email, kind, origin } = refusal
  const key = rowOf(refusal)
  const beganWith = randomUUID()
  const row = await tx.refusedSignIns.upsert({
    where: { email_ipAddress: key },
    create: { ...key, beganWith, since: now, wrong: 0, limited: 0 },
    update: { [kind]: { increment: 1 } },
  })
  if (row.beganWith !== beganWith) return
  const type = kind === 'wrong' ? 'sign_in.refused' : 'sign_in.limited'
  await recordEntry({ event: { type, email }, actor: { kind: 'outside', name: email }, origin }, tx)
}

/** Records what was counted in the windows that have closed, at most `limit` of them, and returns how many. */
export async function recordClosedWindows(now: Date, limit: number): Promise<number> {
  const { refusedSignIns } = await database()
  const rows = await refusedSignIns.findMany({
    where: { since: { lte: new Date(now.getTime() - WINDOW) } },
    orderBy: { since: 'asc' },
    take: limit,
    select: { email: true, ipAddress: true, beganWith: true },
  })
  for (const row of rows) await recordWindow(row)
  return rows.length
}

const recordWindow = ({ email, ipAddress, beganWith }: { email: string; ipAddress: string; beganWith: string }) =>
  transaction(async (tx) => {
    // Read after it was locked, so that nothing is counted in between. Another instance may have recorded it.
    const { count } = await tx.refusedSignIns.updateMany({
      where: { email, ipAddress, beganWith },
      data: { beganWith },
    })
    if (count === 0) return
    const { wrong, limited, since } = await tx.refusedSignIns.delete({
      where: { email_ipAddress: { email, ipAddress } },
    })
    if (wrong + limited === 0) return
    await recordEntry(
      {
        event: { type: 'sign_in.refusals', email: email || null, wrong, limited, since: since.toISOString() },
        actor: { kind: 'outside', name: email },
        origin: { requestId: null, ipAddress: ipAddress || null },
      },
      tx,
    )
  })
