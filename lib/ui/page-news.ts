/** Why this page can do nothing more until it is loaded again. */
export type PageNews = {
  /** Something was to be changed, and nothing was. */
  isUndone?: boolean
} & (
  | { kind: 'other_person'; name: string }
  | { kind: 'signed_out' }
  /** The server is of another build, which doesn't know the action that was called. */
  | { kind: 'new_version' }
  /** A part of the page's script didn't arrive. */
  | { kind: 'not_loaded' }
)

export const PAGE_NEWS = 'spillway:page-news'

export const reportPageNews = (news: PageNews) => window.dispatchEvent(new CustomEvent(PAGE_NEWS, { detail: news }))

let viewer: string | null = null

/** For whom this document was rendered: an opaque id, empty for nobody. It stays the same for the document's life. */
export const pageViewer = () => viewer ?? ''

/** Whether this document is that person's; the first to ask decides. */
export function isPageOf(id: string): boolean {
  viewer ??= id
  return viewer === id
}

/** What the tabs of a browser tell each other: for whom a page was just rendered, or that somebody signs out. */
export type TabMessage = { viewer: string; name: string } | 'sign_out'

/** Null in a browser that blocks storage, which counts this as a part of it. */
export function openTabChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel('spillway')
  } catch {
    return null
  }
}
