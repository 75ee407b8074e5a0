import { useEffect, useState } from 'react'
import type { BalanceSettings } from '@/lib/domain/balance-settings'
import { changesOf, type Draft, draftOf } from './draft'

const keyOf = (accountId: string) => `spillway:draft:${accountId}`

/**
 * Keeps what was typed in this tab over a reload or a new sign-in. A draft that says the same as Stripe is not kept.
 */
export function useKeptDraft(accountId: string, loaded: BalanceSettings) {
  const [draft, setDraft] = useState(() => draftOf(loaded))

  useEffect(() => {
    const kept = sessionStorage.getItem(keyOf(accountId))
    if (kept) setDraft(JSON.parse(kept) as Draft)
  }, [accountId])

  function keep(next: Draft, base: BalanceSettings) {
    setDraft(next)
    if (changesOf(next, base).changes.length > 0) sessionStorage.setItem(keyOf(accountId), JSON.stringify(next))
    else sessionStorage.removeItem(keyOf(accountId))
  }
  return [draft, keep] as const
}
