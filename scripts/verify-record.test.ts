import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  completeSubtrees,
  consistencyRanges,
  hashOfSubtrees,
  inclusionRanges,
  type Range,
} from '@/lib/domain/audit/merkle'
import { canonical, isConsistent, rootFromInclusion, verifyExport, verifyProof, Wrong } from './verify-record.mjs'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

/** MTH of RFC 9162, 2.1.1, as it is written there, over hashes of leaves. */
function root(leaves: readonly Buffer[]): Buffer {
  if (leaves.length <= 1) return leaves[0] ?? sha256(Buffer.of())
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return sha256(Buffer.concat([Buffer.of(1), root(leaves.slice(0, k)), root(leaves.slice(k))]))
}

const LEAVES = Array.from({ length: 300 }, (_, seq) => sha256(Buffer.from(String(seq))))

/** What the log stores and reads: complete subtrees only. */
const hashOf = (range: Range) =>
  Buffer.from(
    hashOfSubtrees(
      sha256,
      completeSubtrees(range).map(({ from, to }) => root(LEAVES.slice(from, to))),
    ),
  )

const sizes = fc.integer({ min: 1, max: 300 })

describe('for a log of any size', () => {
  test('the proof that a leaf is in it leads to its root, and to no other one if a hash is changed', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, at, changed) => {
        const seq = at % size
        const proof = inclusionRanges(seq, size).map(hashOf)
        const whole = root(LEAVES.slice(0, size))
        const leaf = LEAVES[seq] as Buffer
        expect(rootFromInclusion(seq, size, leaf, proof)).toEqual(whole)
        expect(rootFromInclusion(seq, size, sha256(leaf), proof)).not.toEqual(whole)
        expect(() => rootFromInclusion(seq, size, leaf, [...proof, leaf])).toThrow(Wrong)
        if (proof.length === 0) return
        expect(() => rootFromInclusion(seq, size, leaf, proof.slice(1))).toThrow(Wrong)
        const wrong = proof.map((hash, index) => (index === changed % proof.length ? sha256(hash) : hash))
        expect(rootFromInclusion(seq, size, leaf, wrong)).not.toEqual(whole)
      }),
    )
  })

  test('the proof that it begins with an earlier log holds, and none does for another log', () => {
    fc.assert(
      fc.property(sizes, sizes, fc.nat(), (a, b, changed) => {
        const [earlier, size] = [Math.min(a, b), Math.max(a, b)]
        const proof = consistencyRanges(earlier, size).map(hashOf)
        const [before, now] = [root(LEAVES.slice(0, earlier)), root(LEAVES.slice(0, size))]
        expect(isConsistent(earlier, size, before, now, proof)).toBe(true)
        expect(isConsistent(earlier, size, sha256(before), now, proof)).toBe(false)
        expect(isConsistent(earlier, size, before, sha256(now), proof)).toBe(false)
        if (proof.length === 0) return
        const wrong = proof.map((hash, index) => (index === changed % proof.length ? sha256(hash) : hash))
        expect(isConsistent(earlier, size, before, now, wrong)).toBe(false)
      }),
    )
  })
})

test('canonical JSON is the example of RFC 8785', () => {
  const input =
    '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}'
  expect(canonical(JSON.parse(input))).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  )
})

test('a file that is no proof is refused', async () => {
  expect(() => verifyProof({ checkpoint: 'spillway\n0\n', key: 'none', leaves: [] }, undefined)).toThrow(Wrong)
  await expect(verifyExport([], undefined)).rejects.toThrow(Wrong)
})
