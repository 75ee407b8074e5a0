import 'server-only'
import { createHmac } from 'node:crypto'
import { environment } from '@/lib/env'

/**
 * The token in the link of a message. Nothing stores it: it is made again from the message's id whenever the message is
 * sent, and the database knows its hash only, so that a reader of the database can't open the link.
 */
export const tokenOfMail = (mailId: string): string =>
  createHmac('sha256', environment().AUTH_SECRET).update(`mail link ${mailId}`).digest('base64url')
