// npm run demo: everything from an empty folder to a running Spillway beside a simulated Stripe.
import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { continueOnNewerNode, installPackages } from './newer-node.mjs'

installPackages()
continueOnNewerNode()

const { buildApp } = await import('./build-app.mjs')
const { startDemoMail } = await import('./demo-mail.mjs')
const { demoEnvironment } = await import('./demo-world.mjs')
const { freePort } = await import('./ports.mjs')
const { answering, run, script, server, start, stopOnSignals } = await import('./processes.mjs')

const { values } = parseArgs({ options: { reset: { type: 'boolean', default: false } } })
const folder = '.data/demo'
if (values.reset) rmSync(folder, { recursive: true, force: true })

const env = demoEnvironment({
  folder,
  appPort: await freePort(3000, 'Spillway'),
  simulatorPort: await freePort(12111, 'the Stripe simulator'),
})
const [smtpPort, inboxPort] = [await freePort(12_525), await freePort(12_180, 'the inbox of the demo')]
await startDemoMail({ smtpPort, pagePort: inboxPort })
Object.assign(env.app, { SMTP_URL: `smtp://127.0.0.1:${smtpPort}`, MAIL_FROM: 'payouts@harbour.example' })
stopOnSignals()
buildApp()
run(script('scripts/migrate.ts'), { env: env.app })
start('The Stripe simulator', ['simulator/server.ts'], { env: env.simulator })
await answering(`${env.app.STRIPE_SIMULATOR_URL}/_sim/health`)
run(script('prisma/seed.ts'), { env: env.app })
start('Spillway', server(), { env: env.app, quiet: true })
await answering(`${env.app.APP_URL}/api/ready`)

const people = JSON.parse(env.app.DEMO_PEOPLE)
console.log(`
Spillway is running at ${env.app.APP_URL}
Its Stripe is simulated at ${env.app.STRIPE_SIMULATOR_URL}; its control page is ${env.app.STRIPE_SIMULATOR_URL}/_sim
Its mail goes to nobody, and is shown at http://localhost:${inboxPort}

Sign in as one of the demo people (password: ${people[0].password})
${people.map(({ email, role }) => `  ${email.padEnd(24)}${role}`).join('\n')}

Everything is kept in ${folder}; npm run demo -- --reset starts over. Ctrl-C stops it.`)
