import { DOORS } from './doors'

/** The longest address that is returned to, in characters. No page of ours has a longer one. */
const LONGEST = 1000

/** Doors that answer with a file. A browser would stay on the sign-in page. */
const FILES = /\.\w+$|\/proof$/

/** Where a sign-in leads the people of an account without being asked for; staff come to `/`, which is no page of `PAGES`. */
const START_PAGE = '/balance'

const PAGES = Object.entries(DOORS)
  .filter(([door, demands]) => isPage(door) && !demands.includes('public') && !demands.includes('private_link'))
  .map(([door]) => new RegExp(`^${door.slice('GET '.length).replace(/\[\w+\]/g, '[\\w-]{1,100}')}$`))

function isPage(door: string): boolean {
  return /^GET \/./.test(door) && !door.startsWith('GET /api/') && !FILES.test(door)
}

/**
 * The page to return to after a sign-in, as a path with its query: one that is behind the sign-in, and nothing else,
 * because an address with this parameter can come from anybody.
 *
 * @param asked what was asked for, or what an address says was
 * @returns null for what is no such page, and for the pages where a sign-in leads in any case
 */
export function returnPathOf(asked: unknown): string | null {
  if (typeof asked !== 'string' || asked.length > LONGEST) return null
  const [path = '', search = ''] = asked.split('?', 2)
  if (!PAGES.some((page) => page.test(path))) return null
  const query = new URLSearchParams(search)
  // What Next adds to a page that it fetches.
  query.delete('_rsc')
  if (query.size === 0) return path === START_PAGE ? null : path
  const address = `${path}?${query}`
  return address.length > LONGEST ? null : address
}

/** The address of the sign-in page that leads back to what was asked for. */
export function signInAddress(asked: unknown): string {
  const path = returnPathOf(asked)
  return path === null ? '/sign-in' : `/sign-in?${new URLSearchParams({ to: path })}`
}
