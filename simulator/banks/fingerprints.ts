import type { BankNumbers } from './bank-numbers.ts'

/** The same numbers have the same fingerprint, so that duplicates are found. */
export function bankFingerprint({ account_number, routing_number }: BankNumbers): string {
  return fingerprint(`${routing_number ?? ''}/${account_number}`)
}

export function cardFingerprint(number: string): string {
  return fingerprint(number)
}

/** Of a bank account or card that nobody else has, though it is shown with a test number. */
export function ownFingerprint(id: string): string {
  return fingerprint(id)
}

function fingerprint(text: string): string {
  let hash = 5381
  for (const character of text) hash = (Math.imul(hash, 33) ^ character.charCodeAt(0)) >>> 0
  return `sim${hash.toString(36).padStart(8, '0')}`
}
