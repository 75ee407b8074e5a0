import { type ChildProcess, spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { createServer } from 'node:net'
import { answering, server } from '../../scripts/processes.mjs'
import { world } from './world'

/** A port that nobody listens on. */
export const unusedPort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })

export const stopped = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })

/** Another server of this build on the data of the test's world, at an address of its own. */
export async function startSpillway() {
  const port = await unusedPort()
  return startServer(port, { APP_URL: `http://localhost:${port}`, BACKGROUND_WORK: 'off' })
}

/** A second instance of the world's server, which does everything that the first one does. */
export const startInstance = async () => startServer(await unusedPort(), {})

async function startServer(port: number, environment: Record<string, string>) {
  const log = `${world.folder}/spillway-${port}.log`
  const output = openSync(log, 'w')
  const child = spawn(process.execPath, server(), {
    env: {
      ...process.env,
      ...world.environment,
      PORT: String(port),
      ...environment,
    },
    stdio: ['ignore', output, output],
  })
  await answering(`http://127.0.0.1:${port}/api/ready`)
  return { port, log, stop: () => stopped(child), kill: () => child.kill('SIGKILL') }
}
