import { malformed } from './stripe-error.ts'

export type FormNode = FormHash | string
/** Maps, not objects: a parameter named `__proto__` is a key like any other. */
export type FormHash = Map<string, FormNode>

const MOST_PARAMETERS = 1000
// [assumption] Far more than any parameter of Stripe has.
const MOST_LEVELS = 20

/** Reads `a[b][c]=1&a[d][]=2&a[e][0]=3` into a tree. Lists are hashes with numeric keys until their shape is known. */
export function parseForm(encoded: string): FormHash {
  const root: FormHash = new Map()
  if (encoded === '') return root
  const pairs = encoded.split('&')
  if (pairs.length > MOST_PARAMETERS) throw malformed('Too many parameters in the request.')
  for (const pair of pairs) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const key = decode(equals < 0 ? pair : pair.slice(0, equals))
    const value = equals < 0 ? '' : decode(pair.slice(equals + 1))
    place(root, path(key), value)
  }
  return root
}

function decode(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    throw malformed('Invalid request: the parameters are not valid UTF-8 form encoding.')
  }
}

function path(key: string): string[] {
  const bracket = key.indexOf('[')
  if (bracket <= 0) return [key]
  if (!key.endsWith(']')) throw malformed(`Invalid parameter name: ${key}`)
  const segments = [key.slice(0, bracket), ...key.slice(bracket + 1, -1).split('][')]
  if (segments.length > MOST_LEVELS) throw tooDeep()
  return segments
}

function place(root: FormHash, segments: string[], value: string): void {
  let hash = root
  segments.forEach((segment, depth) => {
    const following = segments[depth + 1]
    const key = segment === '' && depth > 0 ? nextListKey(hash, following) : segment
    if (following === undefined) {
      hash.set(key, value)
      return
    }
    const child = hash.get(key)
    if (child instanceof Map) {
      hash = child
      return
    }
    if (child !== undefined) throw malformed(`Invalid parameters: ${segments.join('.')} is both a value and a hash.`)
    const created: FormHash = new Map()
    hash.set(key, created)
    hash = created
  })
}

/** `a[][x]=1&a[][y]=2` is one element, `a[][x]=1&a[][x]=2` are two. */
function nextListKey(list: FormHash, following: string | undefined): string {
  const last = String(list.size - 1)
  const element = list.get(last)
  if (following !== undefined && element instanceof Map && !element.has(following)) return last
  return String(list.size)
}

/** The same text for the same parameters, in any order, numbering or escaping. */
export function canonicalForm(node: FormNode): string {
  if (typeof node === 'string') return JSON.stringify(node)
  const entries = [...node].sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalForm(item)}`).join()}}`
}

/** The same tree from JSON; null is the empty string, as the SDK sends it. */
export function formFromJson(value: unknown, level = 0): FormNode {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'object') return String(value)
  if (level === MOST_LEVELS) throw tooDeep()
  return new Map(Object.entries(value).map(([key, item]) => [key, formFromJson(item, level + 1)]))
}

function tooDeep() {
  return malformed(`Invalid parameters: they are nested more than ${MOST_LEVELS} levels deep.`)
}

/** For the request log. */
export function jsonFromForm(node: FormNode): unknown {
  if (typeof node === 'string') return node
  const keys = [...node.keys()]
  if (keys.length > 0 && keys.every((key, index) => key === String(index))) return [...node.values()].map(jsonFromForm)
  return Object.fromEntries([...node].map(([key, item]) => [key, jsonFromForm(item)]))
}
