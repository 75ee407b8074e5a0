import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'
import { world } from './world'

export type ReceivedMail = { to: string; text: string }

/** The mail server of the world, which keeps what it gets. Without one, the product's mail waits. */
export async function startMailServer() {
  const received: ReceivedMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    async onData(stream, session, done) {
      const parts: Buffer[] = []
      for await (const part of stream) parts.push(part as Buffer)
      const text = readQuotedPrintable(Buffer.concat(parts).toString('latin1'))
      for (const { address } of session.envelope.rcptTo) received.push({ to: address, text })
      done()
    },
  })
  const { port, hostname } = new URL(world.environment.SMTP_URL ?? '')
  server.listen(Number(port), hostname)
  await once(server.server, 'listening')
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { received, stop }
}

/** RFC 2045, 6.7: a line that ends with = continues, and a character may stand as its code. */
const readQuotedPrintable = (raw: string): string =>
  Buffer.from(
    raw
      .replaceAll(/=\r?\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    'latin1',
  ).toString('utf8')
