// A process that plans and carries out rollouts until it is killed.
import { setTimeout as pause } from 'node:timers/promises'
import { resolveIntents } from '@/lib/record/resolve-intents'
import { runRollouts } from '../carry-out'

const { signal } = new AbortController()
for (;;) {
  const next = await runRollouts(signal)
  await resolveIntents(200, signal)
  if (!next || next.getTime() > Date.now()) await pause(250)
}
