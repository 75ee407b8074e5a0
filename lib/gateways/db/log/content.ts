import 'server-only'
import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'

export type LeafKind = 'entry' | 'outcome'

/** A row of either table, whatever columns this version or a later one has. */
export type RecordRow = Readonly<Record<string, unknown>> & { id: string }

export const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer')

/**
 * What a leaf is the hash of: the row as JSON in its canonical form (RFC 8785). What is null is left out, so that a
 * column added later changes no leaf of an entry that was recorded before it.
 */
export function contentOf(kind: LeafKind, row: RecordRow): string {
  const given = Object.entries(row).filter(([, value]) => value !== null)
  return canonicalJson({ kind, ...Object.fromEntries(given) })
}

/** JSON in its canonical form. A half of a surrogate pair, which that form forbids, becomes U+FFFD. */
export function canonicalJson(value: unknown): string {
  try {
    return canonicalize(value) as string
  } catch {
    const mended = JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? part.toWellFormed() : part))
    return canonicalize(JSON.parse(mended)) as string
  }
}

/** The hash of a leaf (RFC 9162, 2.1.1): the prefix is a zero byte, in one call because verification makes millions. */
export const hashOfContent = (content: string): Uint8Array => hash('sha256', `\0${content}`, 'buffer')
