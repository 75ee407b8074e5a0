import 'server-only'
import { createTransport } from 'nodemailer'
import { oneLine, type WrittenMail } from '@/lib/domain/notices/message'
import { environment, mailSettings } from '@/lib/env'

/** What the mail server made of a message. */
export type Delivery =
  | { kind: 'accepted' }
  /** For good: trying again changes nothing. */
  | { kind: 'refused'; message: string }
  /** This message not yet; others may pass. */
  | { kind: 'deferred'; message: string }
  /** No message can be sent at present. */
  | { kind: 'unreachable'; message: string }

/** `sender` is the name beside the address that mails come from. */
export type Envelope = { to: string; sender: string; messageId: string }
export type SendMail = (envelope: Envelope, mail: WrittenMail) => Promise<Delivery>

/** Milliseconds; together far shorter than the lease of a message. */
const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 10_000 }

const LONGEST_REFUSAL = 300

/**
 * Hands one message to the mail server. A message whose answer was lost is sent again under the same Message-ID, by which
 * mail programs know the second copy.
 */
export const sendMail: SendMail = async ({ to, sender, messageId }, { subject, text, html }) => {
  const settings = mailSettings()
  if (!settings) return { kind: 'unreachable', message: 'No mail server is configured.' }
  const transport = createTransport({ url: settings.url, ...TIMEOUTS, disableFileAccess: true, disableUrlAccess: true })
  try {
    await transport.sendMail({
      messageId: `<${messageId}@${new URL(environment().APP_URL).hostname}>`,
      from: { name: sender, address: settings.from },
      to: { name: '', address: to },
      subject,
      text,
      html,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    return { kind: 'accepted' }
  } catch (error) {
    return deliveryOf(error)
  } finally {
    transport.close()
  }
}

/** RFC 5321, 4.2.1: 5yz is for good, 4yz for now. A refusal of our sign-in or of the connection says nothing of a message. */
function deliveryOf(error: unknown): Delivery {
  const { code, responseCode } = error as { code?: string; responseCode?: number }
  const message = oneLine(error instanceof Error ? error.message : String(error)).slice(0, LONGEST_REFUSAL)
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return { kind: 'unreachable', message }
  // 421: the server closes. Without an answer, the address or the message can't be written for any server.
  if (responseCode === 421) return { kind: 'unreachable', message }
  return responseCode === undefined || responseCode >= 500
    ? { kind: 'refused', message }
    : { kind: 'deferred', message }
}
