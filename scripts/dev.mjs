// npm run dev: the demo's world under the development server, everything with reload.
import { continueOnNewerNode, installPackages } from './newer-node.mjs'

installPackages()
continueOnNewerNode()

const { demoEnvironment } = await import('./demo-world.mjs')
const { freePort } = await import('./ports.mjs')
const { answering, run, script, server, start, stopOnSignals } = await import('./processes.mjs')

const env = demoEnvironment({
  folder: '.data/dev',
  appPort: await freePort(3000, 'Spillway'),
  simulatorPort: await freePort(12111, 'the Stripe simulator'),
})
stopOnSignals()
run(['scripts/prisma-generate.mjs'])
run(script('scripts/migrate.ts'), { env: env.app })
start('The Stripe simulator', ['--watch', '--watch-preserve-output', 'simulator/server.ts'], {
  env: env.simulator,
})
await answering(`${env.app.STRIPE_SIMULATOR_URL}/_sim/health`)
run(script('prisma/seed.ts'), { env: env.app })
start('Spillway', server('--dev'), { env: env.app })
