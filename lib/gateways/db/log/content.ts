import 'server-only'
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { leafHash } from '@/lib/domain/audit/merkle'

export type LeafKind = 'entry' | 'outcome'

/** A row of either table, whatever columns this version or a later one has. */
export type RecordRow = Readonly<Record<string, unknown>> & { id: string }

export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()

/**
 * What a leaf is the hash of: the row as JSON in its canonical form (RFC 8785). What is null is left out, so that a
 * column added later changes no leaf of an entry that was recorded before it.
 */
export function contentOf(kind: LeafKind, row: RecordRow): string {
  const given = Object.entries(row).filter(([, value]) => value !== null)
  return canonicalize({ kind, ...Object.fromEntries(given) }) as string
}

export const hashOfContent = (content: string): Uint8Array => leafHash(sha256, Buffer.from(content))
