import { isolate } from '../text'
/** A bank account or debit card that receives payouts. Only its last four digits are ever known here. */
export type ExternalAccount = {
  /** ba_… or card_… */
  id: string
  /** Null for a kind that this version doesn't know. */
  kind: 'bank_account' | 'card' | null
  /** The bank's name or the card's brand. */
  name: string | null
  last4: string | null
  country: string | null
  /** lower-case ISO 4217 */
  currency: string | null
  /** Null where Stripe doesn't say: for cards of accounts whose requirements it collects. */
  isDefault: boolean | null
  /** Stripe's word; `errored` and `verification_failed` stop automatic payouts until the details are updated. */
  status: string | null
  /** Whether `available_payout_methods` holds instant; null where Stripe doesn't say. */
  takesInstant: boolean | null
  /** Stripe's, the same for the same numbers on every account; missing where Stripe doesn't give it, and in what is stored. */
  fingerprint?: string | null
}

/** No automatic payouts are sent to it until its details are updated (Stripe docs, bank account status). */
export const needsAttention = ({ status }: ExternalAccount): boolean =>
  status === 'errored' || status === 'verification_failed' || status === 'tokenized_account_number_deactivated'

/** "STRIPE TEST BANK •••• 6789" */
export function nameExternalAccount({ kind, name, last4 }: Pick<ExternalAccount, 'kind' | 'name' | 'last4'>): string {
  const label =
    name !== null
      ? isolate(name)
      : kind === 'card'
        ? 'Card'
        : kind === 'bank_account'
          ? 'Bank account'
          : 'Bank account or card'
  return last4 === null ? label : `${label} •••• ${isolate(last4)}`
}

export type ExternalAccountChange = 'added' | 'removed' | 'made_default' | 'needs_attention' | 'recovered'

/** What has happened to an account's external accounts between two readings, the removed ones last. */
export function compareExternalAccounts(
  before: readonly ExternalAccount[],
  after: readonly ExternalAccount[],
): { change: ExternalAccountChange; account: ExternalAccount }[] {
  const changes = after.flatMap((account) => {
    const was = before.find(({ id }) => id === account.id)
    return changesOf(was, account).map((change) => ({ change, account }))
  })
  const removed = before.filter(({ id }) => !after.some((account) => account.id === id))
  return [...changes, ...removed.map((account) => ({ change: 'removed' as const, account }))]
}

function changesOf(was: ExternalAccount | undefined, is: ExternalAccount): ExternalAccountChange[] {
  if (!was) return ['added']
  const changes: ExternalAccountChange[] = []
  if (is.isDefault && !was.isDefault) changes.push('made_default')
  if (needsAttention(is) && !needsAttention(was)) changes.push('needs_attention')
  if (needsAttention(was) && !needsAttention(is)) changes.push('recovered')
  return changes
}

/** The bank account or card that receives automatic payouts in a currency; undefined where there is none. */
export function defaultFor(accounts: readonly ExternalAccount[], currency: string): ExternalAccount | undefined {
  const inCurrency = accounts.filter((account) => account.currency === currency)
  return inCurrency.find(({ isDefault }) => isDefault) ?? (inCurrency.length === 1 ? inCurrency[0] : undefined)
}
