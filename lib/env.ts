import { z } from 'zod'
import type { Hex } from './domain/accent'

/**
 * The only reader of the environment. Parsed at the first use, so that `next build` needs none of it, and once at start
 * (instrumentation.ts), so that a wrong value stops the start and not the first request.
 */
const demoPeople = z.array(
  z.object({
    name: z.string(),
    role: z.string(),
    email: z.string(),
    password: z.string(),
    staffRole: z.enum(['admin', 'operator', 'viewer']).optional(),
    memberships: z.array(z.object({ accountId: z.string(), role: z.enum(['owner', 'member']) })).default([]),
  }),
)

const url = (remedy: string) => z.url({ protocol: /^https?$/, error: remedy })

const wholeNumber = (most: number, error: string) => z.coerce.number(error).int(error).min(0, error).max(most, error)

const staffRoles = ['admin', 'operator', 'approver', 'viewer', 'auditor'] as const

/** Groups of the identity provider with the role that each gives, written `group=role, group=role`. */
const groupRoles = z.string().transform((text, context) => {
  const pairs = text.split(',').map((pair) => {
    const at = pair.lastIndexOf('=')
    return { group: pair.slice(0, Math.max(at, 0)).trim(), named: pair.slice(at + 1).trim() }
  })
  const roles = new Map(
    pairs.flatMap(({ group, named }) => {
      const role = staffRoles.find((each) => each === named)
      return group && role ? [[group, role] as const] : []
    }),
  )
  if (roles.size === pairs.length) return roles
  context.addIssue('must be groups with a role each, such as payments-admins=admin, payments=operator')
  return z.NEVER
})

const domains = z
  .string()
  .transform((text) => text.split(',').map((domain) => domain.trim().toLowerCase()))
  .refine((each) => each.every((domain) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)), {
    error: 'must be domains of emails, such as example.com, example.org',
  })

const variables = z
  .object({
    STRIPE_SECRET_KEY: z
      .string('set it to a secret (sk_…) or restricted (rk_…) key of your platform')
      .regex(/^(sk|rk)_(test|live)_\w+$/, 'must look like sk_test_…, sk_live_…, rk_test_… or rk_live_…'),
    STRIPE_PUBLISHABLE_KEY: z
      .string('set it to the publishable key (pk_…) of the same mode')
      .regex(/^pk_(test|live)_\w+$/, 'must look like pk_test_… or pk_live_…'),
    STRIPE_WEBHOOK_SECRET: z
      .string('set it to the signing secret (whsec_…) of your Connect webhook endpoint')
      .regex(/^whsec_\S+$/, 'must look like whsec_…'),
    STRIPE_API_VERSION: z
      .enum(
        ['2026-10-28.endive', '2025-07-30.preview'],
        'use 2026-10-28.endive, or 2025-07-30.preview for the flat preview shape',
      )
      .default('2026-10-28.endive'),
    STRIPE_TIMEOUT_MS: z.coerce
      .number('must be milliseconds, such as 10000')
      .int('must be whole milliseconds')
      .min(1_000, 'must be at least 1000')
      .max(60_000, 'must be at most 60000')
      .default(10_000),
    STRIPE_REQUESTS_PER_SECOND: wholeNumber(10_000, 'must be a number of requests a second')
      .refine((number) => number >= 5, 'must be at least 5')
      .optional(),
    STRIPE_SIMULATOR_URL: url('must be the http address of the simulator').optional(),
    DATABASE_URL: z
      .string('set it to file:./spillway.db or to postgresql://…')
      .regex(/^(file:|postgres(ql)?:\/\/)/, 'must start with file: (SQLite) or postgresql:// (PostgreSQL)'),
    APP_URL: url('must be the address at which people open Spillway, such as https://payouts.example.com').refine(
      (address) => new URL(address).pathname === '/' && !/[?#@]/.test(address),
      'must be the address alone, without a path, such as https://payouts.example.com',
    ),
    HOST: z.string().default('127.0.0.1'),
    PORT: wholeNumber(65_535, 'must be the number of a port').default(3000),
    TRUSTED_PROXIES: wholeNumber(10, 'must be the number of proxies in front of Spillway, 0 if there is none').default(
      0,
    ),
    AUTH_SECRET: z
      .string('set it to 32 or more random characters, for example the output of: openssl rand -base64 32')
      .min(32, 'must have at least 32 characters, for example the output of: openssl rand -base64 32'),
    STAFF_SECOND_FACTOR: z.enum(['required', 'optional'], 'must be required or optional').optional(),
    OIDC_ISSUER: url('must be the address of your identity provider, such as https://login.example.com')
      .refine((address) => isSafe(new URL(address)), 'must begin with https://')
      .optional(),
    OIDC_CLIENT_ID: z.string().min(1).optional(),
    OIDC_CLIENT_SECRET: z.string().min(1).optional(),
    OIDC_DOMAINS: domains.optional(),
    OIDC_NAME: z.string().trim().min(1).max(40).default('single sign-on'),
    OIDC_SCOPES: z
      .string()
      .regex(/^openid( [\w:./-]+)*$/, 'must be openid and further scopes, separated by blanks')
      .default('openid email profile'),
    OIDC_ROLES: groupRoles.optional(),
    OIDC_ROLE_CLAIM: z.string().min(1).max(200).default('groups'),
    STAFF_SIGN_IN: z.enum(['any', 'single_sign_on'], 'must be any or single_sign_on').default('any'),
    BREAK_GLASS_EMAIL: z.email('must be the email of an admin').toLowerCase().optional(),
    SESSION_IDLE_MINUTES: wholeNumber(720, 'must be a number of minutes, from 5 to 720')
      .min(5, 'must be a number of minutes, from 5 to 720')
      .default(30),
    PAYOUT_COOLING_OFF_HOURS: wholeNumber(720, 'must be a number of hours, at most 720').default(0),
    PLATFORM_NAME: z.string().trim().min(1).max(60).default('Your platform'),
    PLATFORM_ACCENT: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i, 'must be a color such as #0d5c5c')
      .transform((color) => color.toLowerCase() as Hex)
      .optional(),
    PLATFORM_LOGO: z
      .string()
      .max(16_384, `must have at most 16,384 characters; make the picture smaller`)
      .regex(/^data:image\/(png|webp|svg\+xml);base64,[A-Za-z0-9+/]+=*$/, 'must be a picture as data:image/…;base64,…')
      .optional(),
    PLATFORM_CONTACT: z
      .union(
        [z.email(), z.url({ protocol: /^https$/ })],
        'must be an email or an https address at which owners reach you',
      )
      .optional(),
    CHECKPOINTS_DIR: z.string().min(1).optional(),
    CHECKPOINTS_URL: url('must be the http address that takes checkpoints').optional(),
    CHECKPOINT_KEY_FILE: z.string().min(1).optional(),
    SMTP_URL: z
      .url({
        protocol: /^smtps?$/,
        error: 'must be the address of a mail server, such as smtps://user:password@mail.example.com',
      })
      .optional(),
    MAIL_FROM: z.email('must be an email alone, such as payouts@example.com').optional(),
    BACKGROUND_WORK: z.enum(['on', 'off'], 'must be on or off').default('on'),
    METRICS_PORT: z.coerce
      .number('must be a port, such as 9464')
      .int('must be a whole number')
      .min(1, 'must be a port, from 1 to 65535')
      .max(65_535, 'must be a port, from 1 to 65535')
      .optional(),
    METRICS_HOST: z.string().min(1).default('127.0.0.1'),
    OTEL_EXPORTER_OTLP_ENDPOINT: url('must be the address of a collector, such as http://localhost:4318').optional(),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
    DEMO_PEOPLE: z
      .string()
      .transform((text, context) => {
        try {
          return demoPeople.parse(JSON.parse(text))
        } catch {
          context.addIssue('is written by `npm run demo` only')
          return z.NEVER
        }
      })
      .optional(),
  })
  .superRefine((env, context) => {
    const refuse = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message })
    const isLive = env.STRIPE_SECRET_KEY.includes('_live_')
    if (env.STRIPE_PUBLISHABLE_KEY.includes('_live_') !== isLive) {
      refuse(
        'STRIPE_PUBLISHABLE_KEY',
        `is of the other mode than STRIPE_SECRET_KEY; use the ${isLive ? 'pk_live_…' : 'pk_test_…'} key`,
      )
    }
    if (env.STRIPE_SIMULATOR_URL && isLive) {
      refuse('STRIPE_SIMULATOR_URL', 'a live key must never be sent to the simulator; unset one of the two')
    }
    if (env.SMTP_URL && !env.MAIL_FROM)
      refuse('MAIL_FROM', 'set it to the address that mail comes from, or unset SMTP_URL')
    if (env.MAIL_FROM && !env.SMTP_URL) refuse('SMTP_URL', 'set it to your mail server, or unset MAIL_FROM')
    const provider = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_DOMAINS'] as const
    if (provider.some((name) => env[name] !== undefined)) {
      for (const name of provider)
        if (env[name] === undefined) refuse(name, `belongs to ${provider.join(', ')}: set all of them or none`)
    }
    if (env.OIDC_ROLES && !env.OIDC_ISSUER) refuse('OIDC_ROLES', 'needs OIDC_ISSUER; unset it')
    if (env.STAFF_SIGN_IN === 'single_sign_on') {
      if (!env.OIDC_ISSUER) refuse('STAFF_SIGN_IN', 'single_sign_on needs OIDC_ISSUER')
      if (!env.BREAK_GLASS_EMAIL)
        refuse('BREAK_GLASS_EMAIL', 'set it to the admin who may sign in with a password when the provider is down')
    }
    if (env.DEMO_PEOPLE && !env.STRIPE_SIMULATOR_URL) refuse('DEMO_PEOPLE', 'is for the demo only; unset it')
  })

/** Over http, anybody on the way could sign in as anybody. */
function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || hostname === 'localhost' || hostname === '127.0.0.1'
}

export type Environment = Readonly<z.infer<typeof variables>>

export class EnvironmentError extends Error {}

/** @throws EnvironmentError with one line per variable: its name, what is wrong, the remedy. */
export function parseEnvironment(source: Record<string, string | undefined>): Environment {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = variables.safeParse(filled)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new EnvironmentError(`Spillway cannot start. See .env.example.\n${lines.join('\n')}`)
}

let parsed: Environment | undefined

export function environment(): Environment {
  parsed ??= parseEnvironment(process.env)
  return parsed
}

/** Where mail is handed over, and its sender; null where none is sent. */
export function mailSettings(
  { SMTP_URL, MAIL_FROM }: Environment = environment(),
): { url: string; from: string } | null {
  return SMTP_URL && MAIL_FROM ? { url: SMTP_URL, from: MAIL_FROM } : null
}

export type SsoSettings = NonNullable<ReturnType<typeof ssoSettings>>

/** The identity provider of the staff; null without. `roles` is null where admins give the roles. */
export function ssoSettings(env: Environment = environment()) {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_DOMAINS } = env
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET || !OIDC_DOMAINS) return null
  return {
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    domains: OIDC_DOMAINS,
    scope: env.OIDC_SCOPES,
    roleClaim: env.OIDC_ROLE_CLAIM,
    roles: env.OIDC_ROLES ?? null,
    name: env.OIDC_NAME,
  }
}

/** Whether this person of the staff signs in by the identity provider only. */
export const mustUseSso = (
  { staffRole, email }: { staffRole: string | null; email: string },
  { STAFF_SIGN_IN, BREAK_GLASS_EMAIL }: Environment = environment(),
): boolean => STAFF_SIGN_IN === 'single_sign_on' && staffRole !== null && email !== BREAK_GLASS_EMAIL

/**
 * Whether staff have to set up a second factor before they reach anything: with live keys, unless it is set otherwise, and
 * where they have no password with which they could confirm an act.
 */
export const demandsStaffFactor = (env: Environment = environment()): boolean =>
  ssoSettings(env) !== null ||
  (env.STAFF_SECOND_FACTOR ?? (stripeMode(env) === 'live' ? 'required' : 'optional')) === 'required'

export type Mode = 'live' | 'test' | 'simulated'

export function stripeMode({ STRIPE_SIMULATOR_URL, STRIPE_SECRET_KEY }: Environment = environment()): Mode {
  if (STRIPE_SIMULATOR_URL) return 'simulated'
  return STRIPE_SECRET_KEY.includes('_live_') ? 'live' : 'test'
}
