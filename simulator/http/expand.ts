import { malformed } from './stripe-error.ts'

/** Refuses what cannot be expanded, returns the rest; in lists the names begin with `data.`. [from memory] text. */
export function expansions(expand: string[] | undefined, allowed: readonly string[], inList = false): Set<string> {
  const wanted = new Set<string>()
  for (const name of expand ?? []) {
    const inner = inList && name.startsWith('data.') ? name.slice(5) : inList ? '' : name
    if (inList && name === 'data') continue
    if (!allowed.includes(inner)) {
      throw malformed(`This property cannot be expanded (${name}).`, { param: 'expand' })
    }
    wanted.add(inner)
  }
  return wanted
}
