import { contentSecurityPolicy } from '../lib/csp.ts'

type Site = { appUrl: string; simulatorUrl: string | undefined; isDevelopment: boolean }

/** The headers of every response: pages, routes, files and errors. Each has a fresh nonce. */
export function responseHeaders(requestId: string, { appUrl, simulatorUrl, isDevelopment }: Site) {
  return {
    'content-security-policy': contentSecurityPolicy({
      nonce: crypto.randomUUID().replaceAll('-', ''),
      simulatorOrigin: simulatorUrl ? new URL(simulatorUrl).origin : null,
      isDevelopment,
    }),
    'x-request-id': requestId,
    // Components open a sign-in window that must be able to answer; same-origin would cut it off.
    'cross-origin-opener-policy': 'same-origin-allow-popups',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    ...(appUrl.startsWith('https:') && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
  }
}

/** Build files have content hashes in their names; nothing else may be cached. */
export const isBuildFile = (path: string) => path.startsWith('/_next/static/')

export const NOT_STORED = 'private, no-store'
