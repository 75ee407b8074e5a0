import 'server-only'
import type { AccountAccess } from '@/lib/domain/access/permissions'
import { findSharedBanks } from '@/lib/gateways/db/known-banks'

export type SharedBanks = Awaited<ReturnType<typeof findSharedBanks>>

/** For staff: which of an account's bank accounts and cards are on other accounts as well. */
export const loadSharedBanks = (access: AccountAccess): Promise<SharedBanks> => findSharedBanks(access)
