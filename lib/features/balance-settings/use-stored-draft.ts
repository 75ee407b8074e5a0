import { useEffect, useRef } from 'react'
import type { BalanceSettingsField } from '@/lib/domain/settings/fields'
import { isLeftOnPurpose, keepDraft, readDraft } from '@/lib/ui/drafts'
import { reportPageNews } from '@/lib/ui/page-news'
import type { Draft } from './draft'

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
  const name = `settings:${accountId}`
  const isRestored = useRef(false)
  const isDirty = unsaved.length > 0
  const edited = isDirty ? JSON.stringify(Object.fromEntries(unsaved.map((field) => [field, draft[field]]))) : null

  // biome-ignore lint/correctness/useExhaustiveDependencies: restored once, when the form opens
  useEffect(() => {
    const stored = readDraft(name)
    if (stored === null) {
      isRestored.current = true
      return
    }
    // Few pages have a draft to read.
    import('./stored-draft').then(
      ({ readStoredDraft }) => {
        isRestored.current = true
        // What is still an edit is stored again below; what has been saved meanwhile is not.
        keepDraft(name, null)
        restore(readStoredDraft(stored))
      },
      () => reportPageNews({ kind: 'not_loaded' }),
    )
  }, [name])

  useEffect(() => {
    // What was stored stays until it is in the form.
    if (edited !== null || isRestored.current) keepDraft(name, edited && JSON.parse(edited))
  }, [name, edited])

  useEffect(() => {
    if (!isDirty) return
    const warn = (event: BeforeUnloadEvent) => isLeftOnPurpose() || event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isDirty])
}
