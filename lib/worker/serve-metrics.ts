import 'server-only'
import { createServer, type Server } from 'node:http'
import { collectDefaultMetrics, register } from 'prom-client'
import { countOpenIntents, oldestOpenIntent } from '@/lib/gateways/db/intents'
import { countFailedMails, countWaitingMails, oldestWaitingMail } from '@/lib/gateways/db/outbox'
import { countAllDrift } from '@/lib/gateways/db/policies'
import { countAccountsToChange, countRollouts } from '@/lib/gateways/db/rollouts'
import { oldestWaitingEvent } from '@/lib/gateways/db/stripe-events'
import { latestSyncRun } from '@/lib/gateways/db/sync-runs'
import { listWorkerRuns } from '@/lib/gateways/db/worker-runs'
import { accountsPerSecond, stripeRateShares, stripeTokensLeft } from '@/lib/gateways/stripe/client'
import { log } from '@/lib/log'
import { gauge, gaugeBy } from '@/lib/metrics'

/**
 * Serves `/metrics` in Prometheus' text format on a port of its own, which the proxy doesn't pass on. Rejects where the
 * port is taken: an operator who asked for metrics must get them.
 */
export async function serveMetrics(port: number, host: string): Promise<Server> {
  defineGauges()
  const server = createServer(async (request, response) => {
    if (request.url !== '/metrics' || request.method !== 'GET') return void response.writeHead(404).end()
    try {
      const text = await register.metrics()
      response.writeHead(200, { 'content-type': register.contentType }).end(text)
    } catch (error) {
      log().error({ err: error }, 'metrics not served')
      response.writeHead(500).end()
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  server.unref()
  log().info({ host, port }, 'serving metrics')
  return server
}

function defineGauges() {
  if (!register.getSingleMetric('process_cpu_seconds_total')) collectDefaultMetrics()
  gauge('spillway_open_intents', 'Writes to Stripe whose outcome is not known yet', () => countOpenIntents())
  gauge('spillway_open_intent_age_seconds', 'Age of the oldest of them; 0 where there is none', async () =>
    ageOf(await oldestOpenIntent()),
  )
  gauge('spillway_event_lag_seconds', 'Age of the oldest event of Stripe that waits; 0 where none waits', async () =>
    ageOf(await oldestWaitingEvent()),
  )
  gauge('spillway_mail_waiting', 'Messages that wait to be sent', countWaitingMails)
  gauge('spillway_mail_lag_seconds', 'Age of the oldest message that waits; 0 where none waits', async () =>
    ageOf(await oldestWaitingMail()),
  )
  gauge('spillway_mail_failed', 'Messages of 90 days that the mail server refused for good', countFailedMails)
  gaugeBy('lane', 'spillway_stripe_tokens', 'Calls that could be sent to Stripe at once, by lane', stripeTokensLeft)
  gaugeBy(
    'limit',
    'spillway_stripe_rate_share',
    'Share of Stripe’s limits that is used at most, lower after answers with 429',
    stripeRateShares,
  )
  gauge('spillway_sync_accounts', 'Accounts that the latest sync has read so far', async () => {
    const run = await latestSyncRun(new Date())
    return run && (run.phase === 'list' ? run.seen : run.refreshed)
  })
  gauge('spillway_sync_skipped_accounts', 'Accounts that the latest sync could not read', async () => {
    const run = await latestSyncRun(new Date())
    return run?.skipped ?? null
  })
  gauge('spillway_rollout_accounts', 'Accounts that rollouts in progress have still to change', countAccountsToChange)
  gauge('spillway_drift_accounts', 'Differences from policies that nobody has accepted', countAllDrift)
  gauge('spillway_rollouts_halted', 'Rollouts that halted by themselves and wait for somebody', () =>
    countRollouts('halted'),
  )
  gauge('spillway_rollouts_in_progress', 'Rollouts that are carried out, or wait for their hours', () =>
    countRollouts('in_progress'),
  )
  gauge('spillway_rollouts_awaiting_approval', 'Rollouts that wait for a second person', () =>
    countRollouts('awaiting_approval'),
  )
  gauge('spillway_rollout_limit', 'Accounts a second that Stripe’s limits let rollouts change', async () =>
    accountsPerSecond(),
  )
  gauge('spillway_failing_jobs', 'Background jobs whose last run failed', async () => {
    const runs = await listWorkerRuns()
    return runs.filter(({ failures }) => failures > 0).length
  })
}

const ageOf = (since: Date | null) => (since ? Math.max(0, (Date.now() - since.getTime()) / 1000) : 0)
