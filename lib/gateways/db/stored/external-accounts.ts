import 'server-only'
import type { ExternalAccount } from '@/lib/domain/accounts/external-account'
import { countryCode, currencyCode, flag, list, oneOf, record, text } from '@/lib/domain/foreign'
import { knownShape } from './versions'

/** Bank accounts and cards as they are stored; null where it is no list, or one of them has no id. */
export function readStoredExternalAccounts(stored: unknown): ExternalAccount[] | null {
  const accounts = list(knownShape(stored))?.map(readOne) ?? null
  return accounts?.every((account) => account !== null) ? accounts : null
}

function readOne(stored: unknown): ExternalAccount | null {
  const account = record(stored)
  const id = text(account.id)
  if (id === null) return null
  return {
    id,
    kind: oneOf(account.kind, ['bank_account', 'card']),
    name: text(account.name),
    last4: text(account.last4),
    country: countryCode(account.country),
    currency: currencyCode(account.currency),
    isDefault: flag(account.isDefault),
    status: text(account.status),
    takesInstant: flag(account.takesInstant),
  }
}
