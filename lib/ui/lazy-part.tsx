import { type ComponentType, lazy, useEffect } from 'react'
import { reportPageNews } from './page-news'

/** Loads a part of a page on first use. Where it doesn't arrive, the page says so and the rest of it keeps working. */
export const lazyPart = <Props,>(load: () => Promise<{ default: ComponentType<Props> }>) =>
  lazy(() => load().catch(() => ({ default: NotLoaded as ComponentType<unknown> as ComponentType<Props> })))

/** What opens the missing part can open it again, and the page says so again. */
function NotLoaded({ onClose }: { onClose?: () => void }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time that it is opened
  useEffect(() => {
    reportPageNews({ kind: 'not_loaded' })
    onClose?.()
  }, [])
  return <p className="text-sm text-failed">Couldn’t load this part. Reload the page.</p>
}
