// Plans and starts a rollout to the accounts that the kill campaign has made: begin-rollout.ts PERSON DAYS ACCOUNT…

import { withoutRequest } from '@/lib/auth/request'
import { openPlatform } from '@/lib/domain/access/permissions'
import { runRollouts } from '@/lib/features/balance-settings/fleet/carry-out'
import { askForChange, move } from '@/lib/features/balance-settings/fleet/move-rollout'
import { findPerson } from '@/lib/gateways/db/people'

const [personId = '', days, ...accounts] = process.argv.slice(2)
const person = await findPerson(personId)
const access = person && openPlatform(person, 'fleet:manage')
if (!access) throw new Error('no admin')
await withoutRequest(async () => {
  const change = { name: `Delay ${days}`, values: { delayDaysOverride: Number(days) } }
  const rolloutId = await askForChange(access, change, { accounts })
  await runRollouts(new AbortController().signal)
  const pace = { canary: 0, share: 100, haltAbove: 100, waits: false, hours: null }
  const problem = await move(access, { rolloutId, move: 'start', reason: null, pace })
  if (problem && !problem.ok) throw new Error(String(problem.failure))
})
process.exit(0)
