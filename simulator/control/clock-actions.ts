import { GA, PREVIEW } from '../http/api-version.ts'
import { DAY_SECONDS } from '../time/calendar.ts'
import type { Clock } from '../time/clock.ts'
import type { Call } from './control-call.ts'
import { ControlError } from './control-error.ts'
import { isCount, readFlag } from './fields.ts'

export function showHealth({ simulator, world }: Call) {
  const { options, webhooks } = simulator
  return {
    status: 'ok',
    simulator: 'stripe',
    seed: world.seed,
    accounts: world.accounts.size,
    platform: world.accounts.platform.id,
    now: world.clock.seconds(),
    api_versions: [GA, PREVIEW],
    app_origin: options.appOrigin,
    webhooks: {
      url: webhooks.endpoint('connect')?.url ?? null,
      enabled: webhooks.endpoint('connect')?.enabled ?? false,
      pending: webhooks.pending,
    },
  }
}

export function reset({ simulator, body }: Call) {
  const seed = body.seed ?? simulator.options.seed
  const accounts = body.accounts ?? simulator.options.accounts
  if (!isCount(seed) || !isCount(accounts)) throw new ControlError(400, 'seed and accounts must be whole numbers')
  simulator.reset(seed, accounts, body.now === undefined ? null : readMoment(body.now))
  return { seed, accounts: simulator.world.accounts.size }
}

export function showClock({ world: { clock, agenda, accounts } }: Call) {
  let nextPayout: number | null = null
  for (const { next_payout: day } of accounts.all()) {
    if (day !== null && (nextPayout === null || day < nextPayout)) nextPayout = day
  }
  return {
    now: clock.seconds(),
    now_ms: clock.now(),
    iso: iso(clock.now()),
    frozen: clock.frozen,
    next_due: agenda.nextDue ?? null,
    next_payout: nextPayout,
  }
}

/** Only forward: what has already happened can't be undone. */
export function moveClock(call: Call) {
  const { clock } = call.world
  const frozen = readFlag(call.body, 'frozen')
  const target = readTarget(call.body, clock)
  if (frozen === true) clock.freeze()
  if (target !== null) call.world.advanceTo(target)
  if (frozen === false) clock.unfreeze()
  return showClock(call)
}

/** Where to move the clock, in milliseconds, or null to keep it. */
function readTarget({ advance_seconds, advance_to, now: moment }: Call['body'], clock: Clock): number | null {
  const now = clock.now()
  if (advance_seconds !== undefined && typeof advance_seconds !== 'number') {
    throw new ControlError(400, 'advance_seconds must be a number')
  }
  const wanted = advance_to === undefined ? moment : advance_to
  if (advance_seconds === undefined && wanted === undefined) return null
  const target = advance_seconds === undefined ? readMoment(wanted) : withinReach(now + advance_seconds * 1000)
  if (target < clock.seconds() * 1000) {
    throw new ControlError(
      400,
      `The clock is at ${iso(now)} and cannot go back to ${iso(target)}. A reset with now starts a world there`,
    )
  }
  // A moment in whole seconds may be the current one.
  return Math.max(target, now)
}

function readMoment(moment: unknown): number {
  const isSeconds = typeof moment === 'number'
  const milliseconds = isSeconds ? moment * 1000 : typeof moment === 'string' ? Date.parse(moment) : Number.NaN
  if (Number.isNaN(milliseconds)) throw new ControlError(400, 'now must be seconds since the epoch or an ISO date')
  return withinReach(milliseconds)
}

const REACH_YEARS = 50

function withinReach(milliseconds: number): number {
  if (Math.abs(milliseconds - Date.now()) <= REACH_YEARS * 365.25 * DAY_SECONDS * 1000) return milliseconds
  throw new ControlError(400, `The clock goes no further than ${REACH_YEARS} years from today`)
}

const iso = (milliseconds: number) => new Date(milliseconds).toISOString()
