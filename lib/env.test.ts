import { expect, test } from 'vitest'
import { demandsStaffFactor, mustUseSso, parseEnvironment, ssoSettings, stripeMode } from './env'

const good = {
  STRIPE_SECRET_KEY: 'sk_test_123',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_123',
  STRIPE_WEBHOOK_SECRET: 'whsec_123',
  DATABASE_URL: 'file:./x.db',
  APP_URL: 'http://localhost:3000',
  AUTH_SECRET: 'a'.repeat(32),
}

const provider = {
  OIDC_ISSUER: 'https://login.example.com',
  OIDC_CLIENT_ID: 'spillway',
  OIDC_CLIENT_SECRET: 'secret',
  OIDC_DOMAINS: 'Example.com, example.org',
}

test.each([
  {
    change: { STRIPE_SECRET_KEY: undefined },
    says: /STRIPE_SECRET_KEY: set it to a secret/,
    because: 'there is no key',
  },
  {
    change: { STRIPE_SECRET_KEY: 'pk_test_1' },
    says: /STRIPE_SECRET_KEY: must look like/,
    because: 'the keys are swapped',
  },
  {
    change: { STRIPE_PUBLISHABLE_KEY: 'pk_live_1' },
    says: /STRIPE_PUBLISHABLE_KEY: is of the other mode/,
    because: 'modes are mixed',
  },
  {
    change: {
      STRIPE_SECRET_KEY: 'sk_live_1',
      STRIPE_PUBLISHABLE_KEY: 'pk_live_1',
      STRIPE_SIMULATOR_URL: 'http://127.0.0.1:1',
    },
    says: /STRIPE_SIMULATOR_URL: a live key must never be sent to the simulator/,
    because: 'a live key would reach the simulator',
  },
  {
    change: { OIDC_ISSUER: 'https://login.example.com' },
    says: /OIDC_CLIENT_ID: belongs to OIDC_ISSUER, .*\n.*OIDC_CLIENT_SECRET: .*\n.*OIDC_DOMAINS: /,
    because: 'a part of the identity provider is missing',
  },
  {
    change: { ...provider, OIDC_ISSUER: 'http://login.example.com' },
    says: /OIDC_ISSUER: must begin with https/,
    because: 'anybody on the way could sign in as anybody',
  },
  {
    change: { ...provider, OIDC_DOMAINS: '@example.com' },
    says: /OIDC_DOMAINS: must be domains of emails/,
    because: 'a domain has an at sign',
  },
  {
    change: { ...provider, OIDC_ROLES: 'payments=owner' },
    says: /OIDC_ROLES: must be groups with a role each/,
    because: 'a group gives no role of the staff',
  },
  {
    change: { OIDC_ROLES: 'payments=viewer' },
    says: /OIDC_ROLES: needs OIDC_ISSUER/,
    because: 'roles come from nowhere',
  },
  {
    change: { ...provider, STAFF_SIGN_IN: 'single_sign_on' },
    says: /BREAK_GLASS_EMAIL: set it to the admin/,
    because: 'nobody could sign in while the provider is down',
  },
  {
    change: { STAFF_SIGN_IN: 'single_sign_on', BREAK_GLASS_EMAIL: 'a@example.com' },
    says: /STAFF_SIGN_IN: single_sign_on needs OIDC_ISSUER/,
    because: 'staff could sign in nowhere',
  },
  {
    change: { STRIPE_TIMEOUT_MS: '10s' },
    says: /STRIPE_TIMEOUT_MS: must be milliseconds/,
    because: 'a unit was written',
  },
  {
    change: { SMTP_URL: 'mail.example.com', MAIL_FROM: 'a@example.com' },
    says: /SMTP_URL: must be the address of a mail server, such as smtps:/,
    because: 'the protocol is missing',
  },
  {
    change: { SMTP_URL: 'smtp://localhost' },
    says: /MAIL_FROM: set it to the address that mail comes from/,
    because: 'mail has no sender',
  },
  {
    change: { PLATFORM_ACCENT: 'teal' },
    says: /PLATFORM_ACCENT: must be a color such as #0d5c5c/,
    because: 'a color has a name',
  },
  {
    change: { PLATFORM_ACCENT: '#000;} body{display:none' },
    says: /PLATFORM_ACCENT: must be a color/,
    because: 'a color would be a style sheet',
  },
  {
    change: { PLATFORM_LOGO: 'https://harbour.example/logo.png' },
    says: /PLATFORM_LOGO: must be a picture as data:image/,
    because: 'the logo is elsewhere, where the policy of pages forbids it',
  },
  {
    change: { PLATFORM_CONTACT: 'javascript:alert(1)' },
    says: /PLATFORM_CONTACT: must be an email or an https address/,
    because: 'the contact would run a script',
  },
  {
    change: { MAIL_FROM: 'a@example.com' },
    says: /SMTP_URL: set it to your mail server/,
    because: 'mail has a sender and no server',
  },
  {
    change: { SMTP_URL: 'smtp://localhost', MAIL_FROM: 'Bank\r\nBcc: a@x.example <b@x.example>' },
    says: /MAIL_FROM: must be an email alone/,
    because: 'the sender is more than an address',
  },
  {
    change: { DATABASE_URL: 'mysql://x' },
    says: /DATABASE_URL: must start with file: .* or postgresql/,
    because: 'MySQL is not supported',
  },
  { change: { AUTH_SECRET: 'short' }, says: /AUTH_SECRET: must have at least 32/, because: 'the secret is guessable' },
  {
    change: { APP_URL: 'javascript:alert(1)' },
    says: /APP_URL: must be the address/,
    because: 'the address is no web address',
  },
  {
    change: { APP_URL: 'https://x.example/spillway' },
    says: /APP_URL: must be the address alone/,
    because: 'there is a path, which no page would have',
  },
  ...['-1', '1.5', 'all', '11'].map((TRUSTED_PROXIES) => ({
    change: { TRUSTED_PROXIES },
    says: /TRUSTED_PROXIES: must be the number of proxies/,
    because: `there cannot be ${TRUSTED_PROXIES} proxies`,
  })),
  { change: { APP_URL: '' }, says: /APP_URL/, because: 'an empty variable is a missing one' },
  {
    change: { STRIPE_API_VERSION: '2020-01-01' },
    says: /STRIPE_API_VERSION: use 2026-10-28/,
    because: 'the version is unknown',
  },
  {
    change: { DEMO_PEOPLE: '[]' },
    says: /DEMO_PEOPLE: is for the demo only/,
    because: 'demo people have no place beside a real Stripe',
  },
])('refuses to start when $because, naming the variable and the remedy', ({ change, says }) => {
  expect(() => parseEnvironment({ ...good, ...change })).toThrow(says)
})

test('names every wrong variable at once', () => {
  expect(() => parseEnvironment({})).toThrow(/STRIPE_SECRET_KEY.*DATABASE_URL.*AUTH_SECRET/s)
})

test.each([
  { change: {}, mode: 'test' },
  { change: { STRIPE_SECRET_KEY: 'rk_live_1', STRIPE_PUBLISHABLE_KEY: 'pk_live_1' }, mode: 'live' },
  { change: { STRIPE_SIMULATOR_URL: 'http://127.0.0.1:12111' }, mode: 'simulated' },
])('every screen can say that the mode is $mode', ({ change, mode }) => {
  expect(stripeMode(parseEnvironment({ ...good, ...change }))).toBe(mode)
})

test('by default Spillway listens on loopback only and believes no forwarded header', () => {
  expect(parseEnvironment(good)).toMatchObject({ HOST: '127.0.0.1', PORT: 3000, TRUSTED_PROXIES: 0 })
  expect(parseEnvironment({ ...good, HOST: '0.0.0.0', TRUSTED_PROXIES: '2' })).toMatchObject({
    HOST: '0.0.0.0',
    TRUSTED_PROXIES: 2,
  })
})

const LIVE = { STRIPE_SECRET_KEY: 'sk_live_1', STRIPE_PUBLISHABLE_KEY: 'pk_live_1' }

test.each([
  [LIVE, true],
  [{ ...LIVE, STAFF_SECOND_FACTOR: 'optional' }, false],
  [{}, false],
  [{ STAFF_SECOND_FACTOR: 'required' }, true],
])('with %j a second factor is demanded of staff: %s', (change, isDemanded) => {
  expect(demandsStaffFactor(parseEnvironment({ ...good, ...change }))).toBe(isDemanded)
})

test.each(['0', '4', '721', 'never', '30.5'])('a session that ends after %s idle minutes is refused', (minutes) => {
  expect(() => parseEnvironment({ ...good, SESSION_IDLE_MINUTES: minutes })).toThrow(
    /SESSION_IDLE_MINUTES: must be a number of minutes, from 5 to 720/,
  )
})

test('an identity provider has domains, groups and roles, and its staff need a second factor', () => {
  const env = parseEnvironment({ ...good, ...provider, OIDC_ROLES: 'cn=pay;ou=ops = operator' })
  expect(ssoSettings(env)).toMatchObject({
    domains: ['example.com', 'example.org'],
    scope: 'openid email profile',
    roles: new Map([['cn=pay;ou=ops', 'operator']]),
  })
  expect(demandsStaffFactor(env)).toBe(true)
  expect(ssoSettings(parseEnvironment(good))).toBeNull()
})

test.each([
  ['any', 'admin', 'a@example.com', false],
  ['single_sign_on', 'admin', 'a@example.com', true],
  ['single_sign_on', 'auditor', 'a@example.com', true],
  ['single_sign_on', 'admin', 'root@example.com', false],
  ['single_sign_on', null, 'owner@example.com', false],
])('with STAFF_SIGN_IN=%s, somebody with the role %s and the email %s must use the provider: %s', (...given) => {
  const [mode, staffRole, email, expected] = given
  const env = parseEnvironment({ ...good, ...provider, STAFF_SIGN_IN: mode, BREAK_GLASS_EMAIL: 'Root@example.com' })
  expect(mustUseSso({ staffRole, email }, env)).toBe(expected)
})
