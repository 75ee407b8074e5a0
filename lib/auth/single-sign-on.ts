import 'server-only'
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { cookies } from 'next/headers'
import * as oidc from 'openid-client'
import { z } from 'zod'
import { Admission } from '@/lib/admission'
import { readIdentity, type SsoIdentity, type SsoProblem } from '@/lib/domain/access/single-sign-on'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { environment, type SsoSettings, ssoSettings } from '@/lib/env'
import { takeChallenge } from '@/lib/gateways/db/passkeys'
import { log } from '@/lib/log'

// OpenID Connect with the authorization code flow, PKCE, state and nonce (OpenID Connect Core 1.0, RFC 9700).

/** Milliseconds in which the person has to come back from the identity provider. */
const PATIENCE = 10 * 60_000

/** Seconds that one answer of the identity provider may take. */
const TIMEOUT = 5

/** Calls to the provider at the same time. */
const CALLS = new Admission({ active: 4, waiting: 20 })

const CALLBACK = '/sign-in/sso/callback'

/** What the browser keeps meanwhile, which only this server can read. */
const started = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnPath: z.string().nullable(),
  until: z.number(),
})
type Started = z.infer<typeof started>

/** Asked each time, so that a provider that is down is noticed before the browser goes there. */
function configurationOf({ issuer, clientId, clientSecret }: SsoSettings): Promise<oidc.Configuration> {
  const address = new URL(issuer)
  return oidc.discovery(address, clientId, clientSecret, undefined, {
    timeout: TIMEOUT,
    execute: [
      // The signature of an ID token is checked although it comes from the provider itself.
      oidc.enableNonRepudiationChecks,
      // lib/env.ts allows http for a provider on this machine only.
      ...(address.protocol === 'http:' ? [oidc.allowInsecureRequests] : []),
    ],
  })
}

/** Begins a sign-in. @returns the address of the identity provider to which the browser goes */
export async function beginSingleSignOn(returnPath: string | null): Promise<Result<URL, SsoProblem>> {
  const settings = ssoSettings()
  if (!settings) return fail('unavailable')
  return calling(async () => {
    const configuration = await configurationOf(settings)
    const begun: Started = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
      returnPath,
      until: Date.now() + PATIENCE,
    }
    const address = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: callbackAddress(),
      scope: settings.scope,
      state: begun.state,
      nonce: begun.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(begun.verifier),
      code_challenge_method: 'S256',
    })
    await keep(seal(begun), PATIENCE / 1000)
    return succeed(address)
  })
}

/**
 * Finishes a sign-in that this browser began, once.
 *
 * @param search what the identity provider added to our address
 */
export async function finishSingleSignOn(
  search: string,
): Promise<Result<{ identity: SsoIdentity; issuer: string; returnPath: string | null }, SsoProblem>> {
  const settings = ssoSettings()
  const begun = unseal((await cookies()).get(cookieName())?.value)
  await keep('', 0)
  if (!settings) return fail('unavailable')
  const params = new URLSearchParams(search)
  if (!begun || begun.until <= Date.now() || params.get('state') !== begun.state) return fail('ended')
  if (!(await takeChallenge(`sso ${begun.state}`, new Date(begun.until)))) return fail('ended')
  if (params.get('error') === 'access_denied') return fail('canceled')
  return calling(async () => {
    const configuration = await configurationOf(settings)
    const tokens = await oidc.authorizationCodeGrant(configuration, new URL(`${callbackAddress()}${search}`), {
      pkceCodeVerifier: begun.verifier,
      expectedState: begun.state,
      expectedNonce: begun.nonce,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (!claims) return fail('not_accepted')
    const more = configuration.serverMetadata().userinfo_endpoint
      ? await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub)
      : {}
    const identity = readIdentity({ ...more, ...claims }, settings)
    if (!identity.ok) return identity
    return succeed({ identity: identity.value, issuer: settings.issuer, returnPath: begun.returnPath })
  })
}

const callbackAddress = () => new URL(CALLBACK, environment().APP_URL).href

/** Network errors and answers without sense are the provider's trouble; what fails a check isn't accepted. */
async function calling<T>(work: () => Promise<Result<T, SsoProblem>>): Promise<Result<T, SsoProblem>> {
  const leave = await CALLS.enter(TIMEOUT * 1000)
  if (!leave) return fail('unavailable')
  try {
    return await work()
  } catch (error) {
    const code = error instanceof oidc.ClientError ? error.code : undefined
    log().warn({ because: error instanceof Error ? error.message : String(error), code }, 'single sign-on failed')
    return fail(isUnreachable(error) ? 'unavailable' : 'not_accepted')
  } finally {
    leave()
  }
}

function isUnreachable(error: unknown): boolean {
  if (error instanceof oidc.ResponseBodyError) return error.status >= 500
  if (!(error instanceof oidc.ClientError)) return error instanceof TypeError
  return ['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'].includes(error.code ?? '')
}

const isSecure = () => environment().APP_URL.startsWith('https:')
const cookieName = () => (isSecure() ? '__Host-spillway-sso' : 'spillway-sso')

/** @param maxAge seconds */
async function keep(value: string, maxAge: number): Promise<void> {
  const jar = await cookies()
  jar.set(cookieName(), value, { httpOnly: true, sameSite: 'lax', secure: isSecure(), path: '/', maxAge })
}

/** Twelve bytes are the nonce, and sixteen prove that nothing was changed (NIST SP 800-38D). */
const [NONCE, TAG] = [12, 16]
const key = () => Buffer.from(hkdfSync('sha256', environment().AUTH_SECRET, '', 'spillway single sign-on', 32))

function seal(begun: Started): string {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key(), nonce)
  const text = Buffer.concat([cipher.update(JSON.stringify(begun), 'utf8'), cipher.final()])
  return Buffer.concat([nonce, text, cipher.getAuthTag()]).toString('base64url')
}

function unseal(value: string | undefined): Started | null {
  const bytes = Buffer.from(value ?? '', 'base64url')
  if (bytes.length < NONCE + TAG) return null
  const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(0, NONCE), { authTagLength: TAG }).setAuthTag(
    bytes.subarray(-TAG),
  )
  try {
    const text = decipher.update(bytes.subarray(NONCE, -TAG)).toString('utf8') + decipher.final('utf8')
    return started.parse(JSON.parse(text))
  } catch {
    return null
  }
}
