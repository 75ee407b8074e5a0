import 'server-only'
import { createAuthEndpoint } from '@better-auth/core/api'
import { hash, verify } from '@node-rs/argon2'
import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'
import { environment } from '@/lib/env'
import { database, providerOf } from '@/lib/gateways/db/client'
import { sessionCookieName } from './session-cookie'

/** OWASP password storage: argon2id (the package's default variant) with 46 MiB and one pass. */
const ARGON2 = { memoryCost: 46 * 1024, timeCost: 1, parallelism: 1 }

/** Seconds after which everyone signs in again, however busy they were. */
const SESSION = 12 * 60 * 60

export const hashPassword = (password: string): Promise<string> => hash(password, ARGON2)

export const verifyPassword = (passwordHash: string, password: string): Promise<boolean> =>
  verify(passwordHash, password)

/** Opens a session for whom our own code has identified. It has no path, so no request reaches it. */
const openSession = createAuthEndpoint.serverOnly(
  { method: 'POST', body: z.object({ personId: z.string(), isProven: z.boolean() }) },
  async (context) => {
    const { internalAdapter } = context.context
    const { personId, isProven } = context.body
    const user = await internalAdapter.findUserById(personId)
    if (!user) throw context.error('NOT_FOUND')
    const session = await internalAdapter.createSession(
      user.id,
      false,
      isProven ? { verifiedAt: new Date() } : {},
      true,
    )
    await setSessionCookie(context, { session, user })
    return context.json(null)
  },
)

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
        viewId: { type: 'string', required: false, input: false },
      },
    },
    plugins: [{ id: 'spillway', endpoints: { openSession } }],
    // Tries are limited by the sign-in feature, by address, person and device.
    rateLimit: { enabled: false },
    advanced: {
      ipAddress: { ipAddressHeaders: ['x-client-address'] },
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: sessionCookieName(),
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
