import { BY_DASHBOARD, type Call, count, flag } from './control-call.ts'
import { ControlError } from './control-error.ts'

const MOST_BASIS_POINTS = 5_000

export function showInstantPayouts({ simulator: { simulation } }: Call) {
  return { ...simulation.instantPayouts }
}

/** [docs] what the platform sets in its Dashboard: the price of instant payouts, and who has them where no session says. */
export function setInstantPayouts(call: Call) {
  const { simulation } = call.simulator
  const before = showInstantPayouts(call)
  const fee_basis_points = count(call.body, 'fee_basis_points') ?? before.fee_basis_points
  if (fee_basis_points > MOST_BASIS_POINTS) {
    throw new ControlError(400, `fee_basis_points must be 0 to ${MOST_BASIS_POINTS} hundredths of a percent`)
  }
  const dashboard_rule = flag(call.body, 'dashboard_rule') ?? before.dashboard_rule
  const after = { ...before, fee_basis_points, dashboard_rule }
  Object.assign(simulation.instantPayouts, after)
  simulation.record(simulation.accounts.platform, 'instant_payouts.updated', BY_DASHBOARD, before, after)
  return after
}
