import pino, { type Logger } from 'pino'
import { environment } from './env.ts'

let logger: Logger | undefined

/** JSON lines on standard output. Keys that could hold a secret are redacted in every line. */
export function log(): Logger {
  logger ??= pino({
    level: environment().LOG_LEVEL,
    redact: {
      paths: ['authorization', 'cookie', 'password', 'client_secret', 'clientSecret', 'token'].flatMap((key) => [
        key,
        `*.${key}`,
      ]),
      censor: '[redacted]',
    },
  })
  return logger
}

/** Of 256 random bits, such as the one in a private link, nothing is logged: a reader of the log could use it. */
const TOKEN = /[\w-]{40,}/g

/** What an identity provider sends the browser back with. */
const CODE = /^(\/sign-in\/sso\/callback)\?.*/

/** An address as it may be logged, shortened. Ids of Stripe's and ours are shorter than a token. */
export const loggedPath = (path: string | undefined): string =>
  (path ?? '').replace(CODE, '$1').replace(TOKEN, '…').slice(0, 200)
