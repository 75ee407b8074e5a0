import 'server-only'
import { hash, verify } from '@node-rs/argon2'
import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { MIN_PASSWORD_LENGTH } from '@/lib/domain/access/passwords'
import { environment } from '@/lib/env'
import { database, providerOf } from '@/lib/gateways/db/client'

/** OWASP password storage: argon2id (the package's default variant) with 46 MiB and one pass. */
const ARGON2 = { memoryCost: 46 * 1024, timeCost: 1, parallelism: 1 }

/** Seconds after which everyone signs in again, however busy they were. */
const SESSION = 12 * 60 * 60

export const hashPassword = (password: string): Promise<string> => hash(password, ARGON2)

export const verifyPassword = (passwordHash: string, password: string): Promise<boolean> =>
  verify(passwordHash, password)

async function configure() {
  const { APP_URL, AUTH_SECRET, DATABASE_URL } = environment()
  const isSecure = APP_URL.startsWith('https:')
  return betterAuth({
    appName: 'Spillway',
    baseURL: APP_URL,
    secret: AUTH_SECRET,
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: prismaAdapter(await database(), { provider: providerOf(DATABASE_URL), transaction: true }),
    user: { modelName: 'person' },
    account: { modelName: 'credential' },
    session: {
      modelName: 'authSession',
      expiresIn: SESSION,
      disableSessionRefresh: true,
      additionalFields: {
        verifiedAt: { type: 'date', required: false, input: false },
        seenAt: { type: 'date', required: false, input: false },
      },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    // Tries are limited by the sign-in feature, by address, person and device.
    rateLimit: { enabled: false },
    advanced: {
      ipAddress: { ipAddressHeaders: ['x-client-address'] },
      // better-auth knows only the __Secure- prefix, so the stricter name is given here. Plain http takes neither.
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: isSecure ? '__Host-spillway' : 'spillway',
          attributes: { secure: isSecure, httpOnly: true, sameSite: 'lax', path: '/' },
        },
      },
    },
  })
}

let configured: ReturnType<typeof configure> | undefined

export function betterAuthServer() {
  configured ??= configure()
  return configured
}
