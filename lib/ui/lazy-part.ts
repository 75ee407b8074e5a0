import { type ComponentType, lazy } from 'react'
import { reportPageNews } from './page-news'

/** Loads a part of a page on first use. Where it doesn't arrive, the page says so and the rest of it keeps working. */
export const lazyPart = <Props>(load: () => Promise<{ default: ComponentType<Props> }>) =>
  lazy(() =>
    load().catch((): { default: ComponentType<Props> } => {
      reportPageNews({ kind: 'not_loaded' })
      return { default: () => null }
    }),
  )
