import { callSignIn, compare, idleOf, pause, timed } from './client.mjs'

const ATTACKERS = 16
const SECONDS = 15

/**
 * A page while many addresses guess one person's password as fast as they are answered, and whether that person gets in
 * meanwhile on a device that they have used before.
 */
export async function measureSignInAttack({ open, send, appUrl, person, budgets }) {
  const device = await knownDeviceOf({ send, appUrl, person })
  let tries = 0
  const attack = async () => {
    const endsAt = performance.now() + SECONDS * 1000
    const attacker = async () => {
      while (performance.now() < endsAt) {
        tries += 1
        const address = `198.51.${tries % 256}.${Math.floor(tries / 256) % 256}`
        const guess = { email: tries % 2 ? person.email : `nobody${tries}@guesses.example`, password: `guess ${tries}` }
        await callSignIn(send, appUrl, guess, { 'x-forwarded-for': address })
      }
    }
    await Promise.all(Array.from({ length: ATTACKERS }, attacker))
  }
  let rightful
  const { idle, beside } = await compare(
    () => open('/audit'),
    () =>
      Promise.all([
        attack(),
        pause((SECONDS * 1000) / 2).then(async () => {
          rightful = await timed(() => callSignIn(send, appUrl, person, { cookie: device }))
        }),
      ]),
  )
  const isSignedIn = (rightful.answer.headers['set-cookie'] ?? []).some((cookie) => /spillway=[^;]/.test(cookie))
  return [
    { what: 'guesses a second', value: tries / SECONDS, atLeast: 1 },
    { what: 'the audit log, × idle', value: beside / idle, beside: idleOf(idle), atMost: budgets.signInAttackRatio },
    { what: 'the rightful person is signed in', value: Number(isSignedIn), atLeast: 1 },
    { what: '… after so many ms', value: rightful.ms, atMost: budgets.signInMs },
  ]
}

async function knownDeviceOf({ send, appUrl, person }) {
  const { headers } = await callSignIn(send, appUrl, person, { 'x-forwarded-for': '203.0.113.7' })
  return (headers['set-cookie'] ?? [])
    .map((cookie) => cookie.split(';')[0])
    .filter((cookie) => !cookie.startsWith('spillway='))
    .join('; ')
}
