import { type ChildProcess, spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { createServer } from 'node:net'
import { world } from './world'

/** A port that nobody listens on. */
const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })

async function answers(url: string) {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    if (
      await fetch(url).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${url} did not answer`)
}

const stopped = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })

/** Another server of this build on the same data, without a proxy in front unless `change` says otherwise. */
export async function startSpillway(change: (port: number) => Record<string, string>) {
  const port = await freePort()
  const log = `${world.folder}/spillway-${port}.log`
  const output = openSync(log, 'w')
  const child = spawn(process.execPath, ['server/main.ts'], {
    env: {
      ...process.env,
      ...world.environment,
      BACKGROUND_WORK: 'off',
      PORT: String(port),
      TRUSTED_PROXIES: '0',
      ...change(port),
    },
    stdio: ['ignore', output, output],
  })
  await answers(`http://127.0.0.1:${port}/api/ready`)
  return { port, log, stop: () => stopped(child) }
}
