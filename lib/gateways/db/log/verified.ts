import 'server-only'
import { completeSubtrees, type Frontier } from '@/lib/domain/audit/merkle'
import { database } from '../client'
import { readSubtrees } from './leaves'

/** How far the log was verified in the background, when that was, and what was wrong there. */
export type Verified = { leaves: number; at: Date | null; fault: string | null }

/** Null before there is a log. */
export async function readVerified(): Promise<Verified | null> {
  const row = await (await database()).logState.findUnique({ where: { id: 1 } })
  return row && { leaves: row.verified, at: row.verifiedAt, fault: row.fault }
}

/** Of a log only: before there is one, nothing is kept. */
export async function saveVerified({ leaves, at, fault }: Verified): Promise<void> {
  const { logState } = await database()
  await logState.updateMany({ where: { id: 1 }, data: { verified: leaves, verifiedAt: at, fault } })
}

/** What a verification continues from after so many leaves. */
export const readFrontier = async (size: number): Promise<Frontier> => ({
  size,
  hashes: await readSubtrees(completeSubtrees({ from: 0, to: size })),
})
