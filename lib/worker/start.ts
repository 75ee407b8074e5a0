import 'server-only'
import { onWake } from '@/lib/background'
import { environment } from '@/lib/env'
import { providerOf } from '@/lib/gateways/db/client'
import { isSoleServer } from '@/lib/gateways/db/sqlite/sole-server'
import { log } from '@/lib/log'
import { closeLog } from '@/lib/record/checkpoints'
import { beforeStop } from '@/lib/stopping'
import type { Carrier } from './carrier'
import { JOBS } from './jobs'

/** Milliseconds after which the start is tried again while the database does not answer. */
const TRY_AGAIN = 5_000

const SECOND_SERVER =
  'another Spillway server runs on this SQLite file, which is for one: stop it first, or use PostgreSQL. Commands such as npm run people may run beside it.'

/**
 * Starts the background worker of this process, which stops with it. Resolves at once: the server answers meanwhile. A
 * missing engine ends the process, because a server that never resolves and never processes must not look well. So does
 * another server on the same SQLite file: each would keep to Stripe's limits for itself only.
 */
export async function startWorker(): Promise<void> {
  const { BACKGROUND_WORK, DATABASE_URL } = environment()
  if (BACKGROUND_WORK === 'off') return
  if (!(await isSoleServer(DATABASE_URL))) {
    log().fatal(SECOND_SERVER)
    process.exit(1)
  }
  const carrier = await openCarrier(DATABASE_URL)
  let isStopped = false
  beforeStop(async () => {
    isStopped = true
    onWake(undefined)
    await carrier.stop()
    await closeLog().catch((error: unknown) => log().error({ err: error }, 'last checkpoint not written'))
    log().info('background worker stopped')
  })
  onWake((job) => carrier.wake(job))
  while (!isStopped) {
    try {
      await carrier.start(JOBS)
      log().info({ jobs: JOBS.map(({ name }) => name) }, 'background worker started')
      return
    } catch (error) {
      log().error({ err: error }, 'background worker not started')
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN))
    }
  }
}

async function openCarrier(url: string): Promise<Carrier> {
  try {
    if (providerOf(url) === 'sqlite') return (await import('./in-process')).inProcessCarrier()
    return (await import('./pg-boss')).pgBossCarrier(url)
  } catch (error) {
    log().fatal(
      { err: error },
      'the engine for background work is missing: install the packages again, on Node 22.12 or newer',
    )
    process.exit(1)
  }
}
