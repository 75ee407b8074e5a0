import 'server-only'
import { findDatabaseProblem } from '@/lib/gateways/db/readiness'
import { log } from '@/lib/log'

export async function findReadinessProblem(): Promise<string | null> {
  try {
    return await findDatabaseProblem()
  } catch (error) {
    log().error({ err: error }, 'not ready')
    return 'the database does not answer'
  }
}
