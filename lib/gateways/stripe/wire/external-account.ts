import 'server-only'
import type { ExternalAccount } from '@/lib/domain/accounts/external-account'
import { countryCode, currencyCode, flag, list, oneOf, record, text } from '@/lib/domain/foreign'

/** A bank account or a card as Stripe answers it; null only where it has no id. */
export function readExternalAccountWire(wire: unknown): ExternalAccount | null {
  const account = record(wire)
  const id = text(account.id)
  if (id === null) return null
  const methods = list(account.available_payout_methods)
  return {
    id,
    kind: oneOf(account.object, ['bank_account', 'card']),
    name: text(account.bank_name) ?? text(account.brand),
    last4: text(account.last4),
    country: countryCode(account.country),
    currency: currencyCode(account.currency),
    isDefault: flag(account.default_for_currency),
    status: text(account.status),
    takesInstant: methods?.includes('instant') ?? null,
    fingerprint: text(account.fingerprint),
  }
}
