interface Addressed {
  method: string
  /** Words and `:names`, as in `/v1/payouts/:payout`. */
  path: string
}

interface Branch<Route> {
  words: Map<string, Branch<Route>>
  variable: Branch<Route> | null
  routes: Route[]
}

export interface Match<Route> {
  route: Route
  /** The value of each `:name` in the path. */
  segments: Record<string, string>
}

/** Finds a route by following the words of its path, so the number of routes doesn't matter. */
export class Router<Route extends Addressed> {
  readonly #root: Branch<Route> = branch()

  constructor(routes: readonly Route[]) {
    for (const route of routes) this.#add(route)
  }

  /** `isOffered` chooses between routes with the same method and path. */
  find(method: string, path: string, isOffered: (route: Route) => boolean = () => true): Match<Route> | undefined {
    let at = this.#root
    const values: string[] = []
    for (const word of path.slice(1).split('/')) {
      const next = at.words.get(word)
      if (next) {
        at = next
      } else if (at.variable && word !== '') {
        values.push(word)
        at = at.variable
      } else {
        return undefined
      }
    }
    const route = at.routes.find((each) => each.method === method && isOffered(each))
    const decoded = decodeAll(values)
    if (!route || !decoded) return undefined
    const names = route.path.split('/').filter((word) => word.startsWith(':'))
    return { route, segments: Object.fromEntries(names.map((name, index) => [name.slice(1), decoded[index] ?? ''])) }
  }

  #add(route: Route): void {
    let at = this.#root
    for (const word of route.path.slice(1).split('/')) {
      if (word.startsWith(':')) {
        at.variable ??= branch()
        at = at.variable
      } else {
        const next = at.words.get(word) ?? branch<Route>()
        at.words.set(word, next)
        at = next
      }
    }
    at.routes.push(route)
  }
}

/** Undefined if one of them isn't valid percent-encoding: no resource has such an address. */
function decodeAll(words: readonly string[]): string[] | undefined {
  try {
    return words.map(decodeURIComponent)
  } catch {
    return undefined
  }
}

function branch<Route>(): Branch<Route> {
  return { words: new Map(), variable: null, routes: [] }
}
