import 'server-only'
import { createHash } from 'node:crypto'

/** What is stored of the token in a private link. It is 256 random bits, so a plain hash can't be guessed back. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')
