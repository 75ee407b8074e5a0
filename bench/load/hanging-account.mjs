import { ACCOUNT } from '../pages.mjs'
import { idleOf, pause, timeOf } from './client.mjs'
import { OTHER_ACCOUNT } from './warm-up.mjs'

/** Another account's page, while thirty pages of one account wait for a Stripe that hangs. */
export async function measureHangingAccount({ open, simulatorUrl, budgets }) {
  const other = () => open(`/accounts/${OTHER_ACCOUNT}`)
  const idle = await timeOf(other)
  const fault = await fetch(`${simulatorUrl}/_sim/faults`, {
    method: 'POST',
    body: JSON.stringify({ match: { path: '/v1/*', account: ACCOUNT }, times: 'always', fault: { kind: 'hang' } }),
  })
  const { id } = await fault.json()
  const waiting = Array.from({ length: 30 }, () => open(`/accounts/${ACCOUNT}`))
  // Until the thirty have been rendered as far as they can be.
  await pause(1500)
  const beside = await timeOf(other)
  await fetch(`${simulatorUrl}/_sim/faults/${id}`, { method: 'DELETE' })
  await Promise.all(waiting)
  return [
    {
      what: 'another account’s page, × idle',
      value: beside / idle,
      beside: idleOf(idle),
      atMost: budgets.hangingAccountRatio,
    },
  ]
}
