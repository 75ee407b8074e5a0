import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { appendHash, completeSubtrees, type Frontier, hashOfSubtrees, type Range } from './merkle'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** MTH of RFC 9162, 2.1.1, as it is written there. */
function root(leaves: readonly Uint8Array[]): Buffer {
  const [only] = leaves
  if (!only) return sha256(Buffer.of())
  if (leaves.length === 1) return sha256(Buffer.concat([Buffer.of(0), only]))
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return sha256(Buffer.concat([Buffer.of(1), root(leaves.slice(0, k)), root(leaves.slice(k))]))
}

function append(frontier: Frontier, leaves: readonly Uint8Array[]): Uint8Array[][] {
  return leaves.map((leaf) => appendHash(sha256, frontier, sha256(Buffer.concat([Buffer.of(0), leaf]))))
}

const leavesUpTo = (most: number) => fc.array(fc.uint8Array({ maxLength: 8 }), { maxLength: most })

/** The test data of the Certificate Transparency project. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

test.each(ROOTS.map((root, size) => ({ root, size })))(
  'the root of the first $size known leaves is the known one',
  ({ root, size }) => {
    const frontier: Frontier = { size: 0, hashes: [] }
    append(
      frontier,
      LEAVES.slice(0, size).map((leaf) => Buffer.from(leaf, 'hex')),
    )
    expect(hex(hashOfSubtrees(sha256, frontier.hashes))).toBe(root)
  },
)

describe('whatever the leaves are', () => {
  test('appending them one by one gives the root of all, and each stored hash is that of its subtree', () => {
    fc.assert(
      fc.property(leavesUpTo(70), (leaves) => {
        const frontier: Frontier = { size: 0, hashes: [] }
        append(frontier, leaves).forEach((hashes, seq) => {
          hashes.forEach((hash, level) => {
            expect(hex(hash)).toBe(hex(root(leaves.slice(seq + 1 - 2 ** level, seq + 1))))
          })
        })
        expect(frontier.size).toBe(leaves.length)
        expect(hex(hashOfSubtrees(sha256, frontier.hashes))).toBe(hex(root(leaves)))
      }),
    )
  })

  test('appending continues where it was left, in batches of any size', () => {
    fc.assert(
      fc.property(leavesUpTo(40), fc.nat(), (leaves, part) => {
        const cut = part % (leaves.length + 1)
        const [before, after] = [leaves.slice(0, cut), leaves.slice(cut)]
        const hashes = completeSubtrees({ from: 0, to: cut }).map(({ from, to }) => root(before.slice(from, to)))
        const frontier: Frontier = { size: cut, hashes }
        append(frontier, after)
        expect(hex(hashOfSubtrees(sha256, frontier.hashes))).toBe(hex(root(leaves)))
      }),
    )
  })
})

test('a range consists of subtrees that are complete, in order, without a gap, and at most two of each width', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(10_000), (a, b) => {
      const range: Range = { from: Math.min(a, b), to: Math.max(a, b) }
      const subtrees = completeSubtrees(range)
      const ends = [range.from, ...subtrees.map(({ to }) => to)]
      expect(ends.at(-1)).toBe(range.to)
      subtrees.forEach(({ from, to }, index) => {
        expect(from).toBe(ends[index])
        expect(Number.isInteger(Math.log2(to - from))).toBe(true)
        expect(from % (to - from)).toBe(0)
      })
      const widths = subtrees.map(({ from, to }) => to - from)
      for (const width of widths) expect(widths.filter((other) => other === width).length).toBeLessThanOrEqual(2)
    }),
  )
})
