import { useEffect } from 'react'
import type { BalanceSettingsField } from '@/lib/domain/settings/fields'
import type { Draft } from './draft'

const keyOf = (accountId: string) => `spillway:settings-draft:${accountId}`

/**
 * Keeps what was typed in this tab over a reload and a new sign-in, and warns before the tab is closed. Only edited
 * fields are kept: a whole draft would undo, after a reload, what others have saved meanwhile.
 */
export function useStoredDraft(
  accountId: string,
  {
    draft,
    unsaved,
    restore,
  }: { draft: Draft; unsaved: readonly BalanceSettingsField[]; restore: (draft: Partial<Draft>) => void },
) {
  const isDirty = unsaved.length > 0
  const edited = isDirty ? JSON.stringify(Object.fromEntries(unsaved.map((field) => [field, draft[field]]))) : null

  // biome-ignore lint/correctness/useExhaustiveDependencies: restored once, when the form opens
  useEffect(() => {
    const kept = sessionStorage.getItem(keyOf(accountId))
    if (kept) restore(JSON.parse(kept) as Partial<Draft>)
    // What is still an edit is stored again below; what has been saved meanwhile is not.
    sessionStorage.removeItem(keyOf(accountId))
  }, [accountId])

  useEffect(() => {
    if (edited) sessionStorage.setItem(keyOf(accountId), edited)
    else sessionStorage.removeItem(keyOf(accountId))
  }, [accountId, edited])

  useEffect(() => {
    if (!isDirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isDirty])
}
