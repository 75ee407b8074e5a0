// From the command to the first good answer of the production server.
import { spawn } from 'node:child_process'
import { root } from '../scripts/newer-node.mjs'
import { median } from './cpu-time.mjs'

const ROUNDS = 5
const PATIENCE = 60_000

/** One start and stop; milliseconds until `ready` answered 200. */
async function startOnce({ args, env, ready }) {
  const began = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  try {
    while (!(await fetch(ready).catch(() => null))?.ok) {
      if (performance.now() - began > PATIENCE) throw new Error(`${ready} did not answer`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    return performance.now() - began
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

async function measure(process) {
  const times = []
  for (let round = 0; round < ROUNDS; round += 1) times.push(await startOnce(process))
  return { ms: median(times), least: Math.min(...times), most: Math.max(...times) }
}

/** Nothing of the world may run yet. */
export async function measureColdStart(world) {
  return measure(world.app)
}
