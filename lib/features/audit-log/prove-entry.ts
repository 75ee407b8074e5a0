import 'server-only'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import { proofOfEntry } from '@/lib/record/record-proof'
import { isEntryId } from './query'

/** The file that proves an entry and its outcomes, or null where there is none. */
export const proveEntry = async (_access: PlatformAccess<'audit:read'>, entryId: string): Promise<string | null> =>
  isEntryId(entryId) ? proofOfEntry(entryId) : null
