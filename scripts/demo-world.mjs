// The environment of the demo: made-up keys, the simulator, and people who exist nowhere else.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const DEMO_PEOPLE = [
  { name: 'Ada Admin', role: 'Platform admin', email: 'ada@harbour.example', staffRole: 'admin' },
  { name: 'Otto Operator', role: 'Platform operator', email: 'otto@harbour.example', staffRole: 'operator' },
  { name: 'Vera Viewer', role: 'Platform viewer', email: 'vera@harbour.example', staffRole: 'viewer' },
  {
    name: 'Olive Owner',
    role: 'Owner of two accounts',
    email: 'olive@bakery.example',
    memberships: [
      { accountId: 'acct_1SpwDemoBakery', role: 'owner' },
      { accountId: 'acct_1SpwDemoBooks', role: 'owner' },
    ],
  },
  {
    name: 'Max Member',
    role: 'Member of one account',
    email: 'max@bakery.example',
    memberships: [{ accountId: 'acct_1SpwDemoBakery', role: 'member' }],
  },
].map((person) => ({ ...person, password: 'correct horse battery staple' }))

/** Secrets of one demo folder, made once: a second start must read the same sessions. */
function demoSecrets(folder) {
  mkdirSync(folder, { recursive: true })
  const file = `${folder}/secrets.json`
  if (!existsSync(file)) {
    const secret = () => randomBytes(24).toString('base64url')
    writeFileSync(file, JSON.stringify({ auth: secret() + secret(), webhook: `whsec_${secret()}` }), { mode: 0o600 })
  }
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** @param {{ folder: string, appPort: number, simulatorPort: number, databaseUrl?: string, secrets?: { auth: string, webhook: string } }} world */
export function demoEnvironment({
  folder,
  appPort,
  simulatorPort,
  databaseUrl = `file:${folder}/spillway.db`,
  secrets = demoSecrets(folder),
}) {
  const app = {
    STRIPE_SECRET_KEY: 'sk_test_simulator',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_simulator',
    STRIPE_WEBHOOK_SECRET: secrets.webhook,
    STRIPE_SIMULATOR_URL: `http://127.0.0.1:${simulatorPort}`,
    DATABASE_URL: databaseUrl,
    APP_URL: `http://localhost:${appPort}`,
    AUTH_SECRET: secrets.auth,
    PLATFORM_NAME: 'Harbour Market',
    PLATFORM_CONTACT: 'payouts@harbour.example',
    DEMO_PEOPLE: JSON.stringify(DEMO_PEOPLE),
    HOST: '127.0.0.1',
    PORT: String(appPort),
  }
  const simulator = {
    SIM_PORT: String(simulatorPort),
    SIM_SECRET_KEY: app.STRIPE_SECRET_KEY,
    SIM_WEBHOOK_URL: `${app.APP_URL}/api/webhooks/stripe`,
    SIM_WEBHOOK_SECRET: secrets.webhook,
    SIM_APP_ORIGIN: app.APP_URL,
    SIM_STATE_FILE: `${folder}/stripe-simulator.json`,
  }
  return { app, simulator }
}
