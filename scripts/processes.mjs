// Starting, awaiting and stopping the processes that a script is responsible for.
import { spawn, spawnSync } from 'node:child_process'
import { openSync } from 'node:fs'
import { root } from './newer-node.mjs'

const bin = `${root}/node_modules/.bin`
const baseEnv = { ...process.env, PATH: `${bin}:${process.env.PATH}`, NEXT_TELEMETRY_DISABLED: '1' }

const children = new Set()

/**
 * A server that lives until `stopAll`; its death before that ends the script.
 *
 * @param whenKilled what happens instead where somebody has killed it (-9)
 */
export function start(name, args, { env = {}, quiet = false, logTo, whenKilled } = {}) {
  const log = logTo ? openSync(logTo, 'a') : null
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...baseEnv, ...env },
    stdio: ['ignore', log ?? (quiet ? 'ignore' : 'inherit'), log ?? 'inherit'],
  })
  children.add(child)
  child.on('exit', (code, signal) => {
    children.delete(child)
    if (stopping) return
    if (signal === 'SIGKILL' && whenKilled) return whenKilled()
    console.error(`${name} stopped by itself (${signal ?? code}).`)
    void stopAll().then(() => process.exit(1))
  })
  return child
}

let stopping = false

/** Asks every started process to end, and ends it by force after ten seconds. */
export async function stopAll() {
  stopping = true
  await Promise.all(
    [...children].map(
      (child) =>
        new Promise((resolve) => {
          child.once('exit', resolve)
          child.kill('SIGTERM')
          setTimeout(() => child.kill('SIGKILL'), 10_000).unref()
        }),
    ),
  )
  stopping = false
}

export function stopOnSignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => void stopAll().then(() => process.exit(0)))
}

/** A command to its end; exits with its code when it fails, unless told not to. */
export function run(args, { env = {}, orExit = true, quiet = false } = {}) {
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    env: { ...baseEnv, ...env },
    stdio: quiet ? ['ignore', 'ignore', 'inherit'] : ['ignore', 'inherit', 'inherit'],
  })
  if (status !== 0 && orExit) process.exit(status ?? 1)
  return status === 0
}

/** One of our TypeScript files that uses lib, outside of Next. */
export const script = (file, ...args) => ['--conditions=react-server', '--import', 'tsx', file, ...args]

export const next = (...args) => ['node_modules/next/dist/bin/next', ...args]

/**
 * V8 lets the young generation grow to 130 MB and keeps what outlived a response until a limit of gigabytes comes near.
 * Smaller generations are collected sooner, and the limit ends a process that leaks before it takes the machine. The
 * development server compiles as well and has no limit.
 */
const MEMORY = ['--max-semi-space-size=16', '--max-old-space-size=768']

/** Spillway itself; where it listens is in its environment. */
export const server = (...args) => [
  ...(args.includes('--dev') ? [] : MEMORY),
  '--experimental-strip-types',
  '--disable-warning=ExperimentalWarning',
  'server/main.ts',
  ...args,
]

/** Waits for an answer with status 200. */
export async function answering(url, seconds = 60) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    const answer = await fetch(url).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${url} did not answer within ${seconds} s`)
}
