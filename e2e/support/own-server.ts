import { type ChildProcess, spawn } from 'node:child_process'
import { openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { startIdentityProvider } from '@/lib/auth/testing/identity-provider.mjs'
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
export async function startSpillway(environment: Record<string, string> = {}) {
  const port = await unusedPort()
  return startServer(port, { APP_URL: `http://localhost:${port}`, BACKGROUND_WORK: 'off', ...environment })
}

/** Another server whose staff can sign in by an identity provider, which knows one person as `ada`. */
export async function startWithProvider({ email }: { email: string }) {
  const port = await unusedPort()
  const spillway = await startSpillway({
    OIDC_ISSUER: `http://localhost:${port}`,
    OIDC_CLIENT_ID: 'spillway',
    OIDC_CLIENT_SECRET: 'a secret of the provider',
    OIDC_DOMAINS: email.replace(/.*@/, ''),
    OIDC_NAME: 'Example',
  })
  const address = `http://localhost:${spillway.port}`
  const redirectUri = `${address}/sign-in/sso/callback`
  const people = { ada: { email, email_verified: true, name: 'Ada' } }
  return { spillway, address, provider: await startIdentityProvider({ port, redirectUri, people }) }
}

/** A second instance of the world's server, which does everything that the first one does. */
export const startInstance = async () => startServer(await unusedPort(), {})

/** Kills the server of the world of tests that run alone (-9), and waits until the one that is started instead is ready. */
export async function killServer(): Promise<void> {
  const file = `${world.folder}/app.pid`
  const killed = readFileSync(file, 'utf8')
  process.kill(Number(killed), 'SIGKILL')
  while (readFileSync(file, 'utf8') === killed) await new Promise((resolve) => setTimeout(resolve, 50))
  await answering(`http://127.0.0.1:${world.environment.PORT}/api/ready`)
}

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
