import type { Route } from '../api/route.ts'
import type { ApiVersion } from './api-version.ts'

interface Branch {
  words: Map<string, Branch>
  variable: Branch | null
  routes: Route[]
}

export interface Found {
  route: Route
  segments: Record<string, string>
}

/** Finds a route by walking the path's words, however many routes there are. */
export class Router {
  readonly #root: Branch = branch()

  constructor(routes: readonly Route[]) {
    for (const route of routes) this.#plant(route)
  }

  find(method: string, path: string, version: ApiVersion): Found | undefined {
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
    const found = at.routes.find(
      (route) => route.method === method && (route.version === undefined || route.version === version),
    )
    const decoded = found && decodeAll(values)
    if (!found || !decoded) return undefined
    const names = found.path.split('/').filter((word) => word.startsWith(':'))
    return {
      route: found,
      segments: Object.fromEntries(names.map((name, index) => [name.slice(1), decoded[index] ?? ''])),
    }
  }

  #plant(route: Route): void {
    let at = this.#root
    for (const word of route.path.slice(1).split('/')) {
      if (word.startsWith(':')) {
        at.variable ??= branch()
        at = at.variable
      } else {
        const next = at.words.get(word) ?? branch()
        at.words.set(word, next)
        at = next
      }
    }
    at.routes.push(route)
  }
}

/** Undefined when one of them is no valid encoding: then no resource has this address. */
function decodeAll(words: readonly string[]): string[] | undefined {
  try {
    return words.map(decodeURIComponent)
  } catch {
    return undefined
  }
}

function branch(): Branch {
  return { words: new Map(), variable: null, routes: [] }
}
