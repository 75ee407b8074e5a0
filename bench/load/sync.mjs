import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { answering, script, start } from '../../scripts/processes.mjs'
import { prepareWorld } from '../world.mjs'
import { memoryOf, pause } from './client.mjs'

export const ACCOUNTS = 100_000
/** For how long the details of the accounts are read, in milliseconds: all of them would take an hour and more. */
const DETAILS = 60_000
/** The longest time without progress, in milliseconds: another process waits until a killed one counts as dead. */
const PATIENCE = 120_000

/** A first sync, killed when half of Stripe's list is read, and continued by another process. It needs no server. */
export async function measureSync({ databaseUrl, accounts = ACCOUNTS, budgets }) {
  const world = await prepareWorld({ databaseUrl, accounts, env: { STRIPE_REQUESTS_PER_SECOND: '10000' } })
  start('The Stripe simulator', world.simulator.args, { env: world.simulator.env, quiet: true })
  await answering(world.simulator.ready, 120)

  const first = startSync(world.app.env)
  const early = await first.until(({ found }) => found >= accounts / 4)
  const killed = await first.until(({ found }) => found >= accounts / 2)
  first.child.kill('SIGKILL')
  const second = startSync(world.app.env)
  const resumed = await second.until(() => true)
  const listed = await second.until(({ found }) => found >= accounts)
  await pause(DETAILS)
  const detailed = second.last()
  await new Promise((resolve) => {
    second.child.once('exit', resolve)
    second.child.kill('SIGTERM')
  })
  return [
    { what: 'accounts found', value: listed.found, atLeast: accounts },
    { what: 'accounts whose reading was lost by the kill', value: killed.found - resumed.found, atMost: 100 },
    { what: 'accounts whose details were read in a minute', value: detailed.read, atLeast: 1 },
    { what: 'MB of memory at most', value: Math.max(first.most(), second.most()), atMost: budgets.syncMemoryMb },
    {
      what: 'MB more than after a quarter of the list',
      value: second.most() - early.memory,
      atMost: budgets.syncGrowthMb,
    },
  ]
}

/** `npm run sync` in a process of its own, with what it last said and the most memory that it had. */
function startSync(env) {
  const child = spawn(process.execPath, script('scripts/sync.ts'), {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let most = 0
  let said = null
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [found, read] = (/^(\d+) accounts found, (\d+) read/.exec(line) ?? []).slice(1).map(Number)
    if (found === undefined) return
    const memory = memoryOf(child.pid)
    most = Math.max(most, memory)
    said = { found, read, memory }
  })
  return {
    child,
    most: () => most,
    last: () => said,
    async until(isReached) {
      for (let [before, endsAt] = [said, Date.now() + PATIENCE]; !(said && isReached(said)); await pause(100)) {
        if (said !== before) [before, endsAt] = [said, Date.now() + PATIENCE]
        if (Date.now() > endsAt) throw new Error('The sync makes no progress.')
      }
      return said
    },
  }
}
