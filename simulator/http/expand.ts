import { malformed } from './stripe-error.ts'

/** Returns the fields to expand, or throws if one can't be. In lists their names start with `data.`. [from memory] message. */
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
