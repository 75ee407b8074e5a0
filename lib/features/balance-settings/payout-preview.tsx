import { type ReactNode, useEffect, useState } from 'react'
import { applyPatch, type BalanceSettings, type BalanceSettingsPatch } from '@/lib/domain/settings/balance-settings'
import { Card } from '@/lib/ui/card'
import { type Draft, readDraft } from './draft'
import { draftTerms, type Preview, type PreviewContext, type PreviewFunds, termsOf } from './preview-terms'
import { editorText as text } from './text'

type Props = {
  /** What the server rendered `initial` for; `base` is newer for a moment after a save. */
  loaded: BalanceSettings
  base: BalanceSettings
  draft: Draft
  /** The body as the server rendered it; null for an account without a schedule of its own. */
  initial: ReactNode
  context: PreviewContext
}

/** The next payouts now, and as they would be with what is in the form. Stripe is not asked. */
export function PayoutPreview(props: Props) {
  const { computed, isUnfinished } = useComputedPreview(props)
  if (props.initial === null) return null
  const preview = computed?.preview
  const isChanged = preview?.rows.some((row) => row.change !== 'stays') || (preview?.facts.length ?? 0) > 0
  return (
    <Card
      title={isChanged ? text.nextPayoutsChanged : text.nextPayouts}
      aside={<span className="text-xs text-muted">{text.estimated}</span>}
    >
      <div className="flex flex-col gap-3 p-4">
        {isUnfinished && <p className="text-sm text-muted">{text.unfinished}</p>}
        {/* Present before there are facts, because a screen reader announces only what changes in it. */}
        <div role="status" className="contents">
          {preview && preview.facts.length > 0 && (
            <ul className="flex flex-col gap-1 text-sm">
              {preview.facts.map((fact) => (
                <li key={fact}>{fact}</li>
              ))}
            </ul>
          )}
        </div>
        {computed ? <computed.Body preview={computed.preview} /> : props.initial}
      </div>
    </Card>
  )
}

type Computed = { preview: Preview; Body: typeof import('./preview-body').PreviewBody }

/**
 * Null while the form shows the settings as loaded, which the server has rendered. Anything else is computed here. The
 * forecast engine that it needs is loaded when somebody first edits.
 */
function useComputedPreview({ loaded, base, draft, context }: Props) {
  const [computed, setComputed] = useState<Computed | null>(null)
  const before = termsOf(base)
  const after = draftTerms(draft, base, context.country)
  const { changes, patch } = readDraft(draft, base)
  const funds = { before: fundsOf(base, {}), after: fundsOf(base, patch) }
  const isInitial = changes.length === 0 && previewKey(base) === previewKey(loaded)

  // biome-ignore lint/correctness/useExhaustiveDependencies: these are all that the preview depends on, as text
  useEffect(() => {
    if (!before || !after || isInitial) return
    let isCurrent = true
    Promise.all([import('./compute-preview'), import('./preview-body')]).then(
      ([{ computePreview }, { PreviewBody }]) => {
        if (isCurrent) setComputed({ preview: computePreview(before, after, funds, context), Body: PreviewBody })
      },
    )
    return () => {
      isCurrent = false
    }
  }, [isInitial, JSON.stringify([before, after, funds, context.now])])

  const isUnfinished = after === null
  return { computed: isInitial || isUnfinished ? null : computed, isUnfinished }
}

const previewKey = (settings: BalanceSettings) => JSON.stringify([termsOf(settings), fundsOf(settings, {})])

function fundsOf(settings: BalanceSettings, { minimumBalances, transferRules }: BalanceSettingsPatch): PreviewFunds {
  const patched = applyPatch(settings, {
    ...(minimumBalances && { minimumBalances }),
    ...(transferRules && { transferRules }),
  })
  return { minimumBalances: patched.minimumBalances, transferRules: patched.transferRules, unread: patched.unread }
}
