import 'server-only'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import type { Money } from '@/lib/domain/money/money'
import { database } from './client'

/** What connected accounts owe in one currency: how many of them, and together, below zero. */
export type NegativeBalances = { accounts: number; sum: Money }

/** From totals that are kept, currency by currency, the one with the most accounts first. Currencies are never added up. */
export async function listNegativeBalances(_access: PlatformAccess<'accounts:list'>): Promise<NegativeBalances[]> {
  const rows = await (await database()).negativeTotal.findMany({
    where: { accounts: { gt: 0 } },
    orderBy: { accounts: 'desc' },
  })
  return rows.map(({ currency, accounts, amount }) => ({ accounts, sum: { amount: Number(amount), currency } }))
}
