import { DOORS } from './doors'

/** The longest address that is returned to, in characters. No page of ours has a longer one. */
const LONGEST = 1000

/** Doors that answer with a file. A browser would stay on the sign-in page. */
const FILES = /\.\w+$|\/proof$/

/** Where a sign-in leads the people of an account without being asked for; staff come to `/`, which is no page of `PAGES`. */
const START_PAGE = '/balance'

const PAGES = Object.entries(DOORS)
  .filter(([door, demands]) => isPage(door) && !demands.includes('public') && !demands.includes('private_link'))
  .map(([door]) => patternOf(door))

/** The files that are given after a recent proof only. */
const PROVEN_FILES = Object.entries(DOORS)
  .filter(([door, demands]) => FILES.test(door) && demands.includes('recent_proof'))
  .map(([door]) => patternOf(door))

/** The longest address of a file, in characters: it names each account that was selected. */
const LONGEST_FILE = 6000

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

/** The file that is given after a proof, as a path with its query; null for what is no such file. */
export function filePathOf(asked: unknown): string | null {
  if (typeof asked !== 'string' || asked.length > LONGEST_FILE) return null
  const [path = '', search = ''] = asked.split('?', 2)
  if (!PROVEN_FILES.some((file) => file.test(path))) return null
  const query = String(new URLSearchParams(search))
  return query ? `${path}?${query}` : path
}

/** The address where a person proves again who they are before they get a file. */
export function confirmAddress(asked: unknown): string {
  const path = filePathOf(asked)
  return path === null ? '/' : `/confirm?${new URLSearchParams({ to: path })}`
}

/** What the addresses of a door look like. */
function patternOf(door: string): RegExp {
  const path = door.slice('GET '.length).replaceAll('.', '\\.')
  return new RegExp(`^${path.replace(/\[\w+\]/g, '[\\w-]{1,100}')}$`)
}
