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
