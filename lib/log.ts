import pino from 'pino'

/** JSON lines on standard output. Keys that could hold a secret are cut at the door, whoever logs them. */
export const log = pino({
  level: 'info',
  redact: {
    paths: [
      '*.authorization',
      '*.cookie',
      '*.password',
      '*.client_secret',
      '*.clientSecret',
      '*.token',
      'password',
      'client_secret',
    ],
    censor: '[redacted]',
  },
  serializers: { err: pino.stdSerializers.err },
})
