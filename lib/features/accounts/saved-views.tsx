import { isolate } from '@/lib/domain/text'
import type { SavedView } from '@/lib/gateways/db/saved-views'
import { ChipLink } from '@/lib/ui/chip-link'
import { accountListParams, canonicalParams, type ShownList } from './query'
import { viewsText as text } from './text'
import { ViewActions } from './view-actions'

/** The lists that were saved under a name, and the way to save or delete the one that is shown. */
export function SavedViews({ query, views }: { query: ShownList; views: readonly SavedView[] }) {
  const params = paramsOf(query)
  const current = views.find((view) => canonicalParams(view.params) === params && view.mayRemove)
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <ViewLinks label={text.label} path="/accounts" query={query} views={views} />
      <ViewActions key={params} params={params} removable={current?.id ?? null} />
    </div>
  )
}

type Links = { label: string; path: '/accounts' | '/fleet/policies/new'; query: ShownList; views: readonly SavedView[] }

/** The saved lists as links to a page that reads a list from its address. */
export function ViewLinks({ label, path, query, views }: Links) {
  if (views.length === 0) return null
  // An earlier version may have written the same list in another way.
  const shown = views.map((view) => ({ ...view, params: canonicalParams(view.params) }))
  return (
    <nav aria-label={label} className="flex flex-wrap gap-1.5">
      {shown.map((view) => (
        <ChipLink key={view.id} href={`${path}?${view.params}`} isOn={view.params === paramsOf(query)}>
          {view.isShared ? text.shared(view.name) : isolate(view.name)}
        </ChipLink>
      ))}
    </nav>
  )
}

const paramsOf = (query: ShownList): string => accountListParams({ ...query, cursor: null }).toString()
