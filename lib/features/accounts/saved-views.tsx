import { isolate } from '@/lib/domain/text'
import type { SavedView } from '@/lib/gateways/db/saved-views'
import { ChipLink } from '@/lib/ui/chip-link'
import { accountListParams, canonicalParams, type ShownList } from './query'
import { viewsText as text } from './text'
import { ViewActions } from './view-actions'

/** The lists that were saved under a name, and the way to save or delete the one that is shown. */
export function SavedViews({ query, views }: { query: ShownList; views: readonly SavedView[] }) {
  const params = accountListParams({ ...query, cursor: null }).toString()
  // An earlier version may have written the same list in another way.
  const shown = views.map((view) => ({ ...view, params: canonicalParams(view.params) }))
  const current = shown.find((view) => view.params === params && view.mayRemove)
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {shown.length > 0 && (
        <nav aria-label={text.label} className="flex flex-wrap gap-1.5">
          {shown.map((view) => (
            <ChipLink key={view.id} href={`/accounts?${view.params}`} isOn={view.params === params}>
              {view.isShared ? text.shared(view.name) : isolate(view.name)}
            </ChipLink>
          ))}
        </nav>
      )}
      <ViewActions key={params} params={params} removable={current?.id ?? null} />
    </div>
  )
}
