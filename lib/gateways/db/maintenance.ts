import 'server-only'
import { environment } from '@/lib/env'
import { database, providerOf } from './client'

/** Lets the database look at its tables again, so that it keeps finding the right index as they grow. */
export async function refreshStatistics(): Promise<void> {
  const db = await database()
  if (providerOf(environment().DATABASE_URL) === 'sqlite') await db.$queryRawUnsafe('PRAGMA optimize')
  else await db.$executeRawUnsafe('ANALYZE')
}
