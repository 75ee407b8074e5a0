import type { ReactNode } from 'react'
import { Card } from '@/lib/ui/card'
import type { EditorCore } from './editor-core'
import type { PreviewedForm } from './preview-of'
import { editorText as text } from './text'

type Props = {
  core: EditorCore | null
  /** The body as the server rendered it; null for an account without a schedule of its own. */
  initial: ReactNode
  form: PreviewedForm
}

/** The next payouts now, and as they would be with what is in the form. */
export function PayoutPreview({ core, initial, form }: Props) {
  if (initial === null) return null
  const computed = core?.previewOf(form) ?? 'as_loaded'
  const preview = typeof computed === 'string' ? null : computed
  const facts = preview?.facts ?? []
  const isChanged = preview?.rows.some((row) => row.change !== 'stays') || facts.length > 0
  return (
    <Card
      title={isChanged ? text.nextPayoutsChanged : text.nextPayouts}
      aside={<span className="text-xs text-muted">{text.estimated}</span>}
    >
      <div className="flex flex-col gap-3 p-4">
        {computed === 'unfinished' && <p className="text-sm text-muted">{text.unfinished}</p>}
        {/* Present before there are facts, because a screen reader announces only what changes in it. */}
        <div role="status" className="contents">
          {facts.length > 0 && (
            <ul className="flex flex-col gap-1 text-sm">
              {facts.map((fact) => (
                <li key={fact}>{fact}</li>
              ))}
            </ul>
          )}
        </div>
        {core && preview ? <core.PreviewBody preview={preview} /> : initial}
      </div>
    </Card>
  )
}
