/** SHA-256, given by the caller: the domain imports nothing. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

/** Leaves from `from`, and none from `to` on. */
export type Range = { from: number; to: number }

/** A node of the Merkle tree over two others. The prefixes tell leaves and nodes apart (RFC 9162, 2.1.1). */
export function nodeHash(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(65)
  bytes[0] = 1
  bytes.set(left, 1)
  bytes.set(right, 33)
  return sha256(bytes)
}

/** The hash of an empty string: the root of a tree without leaves. */
export const emptyRoot = (sha256: Sha256): Uint8Array => sha256(new Uint8Array())

/** The largest power of two below a number from 2 to 2^32. */
const powerBelow = (number: number) => 2 ** (31 - Math.clz32(number - 1))

/**
 * The complete subtrees that a range consists of, from the left. A subtree is complete when it has 2^k leaves and begins
 * at a multiple of that: only such nodes are stored, because they never change.
 */
export function completeSubtrees({ from, to }: Range): Range[] {
  const subtrees: Range[] = []
  for (let start = from; start < to; ) {
    let width = 1
    while (start % (2 * width) === 0 && start + 2 * width <= to) width *= 2
    subtrees.push({ from: start, to: start + width })
    start += width
  }
  return subtrees
}

/** The hash over a range that begins where a subtree does, from the hashes of `completeSubtrees`. */
export function hashOfSubtrees(sha256: Sha256, hashes: readonly Uint8Array[]): Uint8Array {
  return hashes.length === 0 ? emptyRoot(sha256) : hashes.reduceRight((right, left) => nodeHash(sha256, left, right))
}

/** Complete subtrees from the left, of which no two have the same width: what an appended leaf needs of a log. */
export type Frontier = { size: number; hashes: Uint8Array[] }

/**
 * Appends a leaf to a frontier, in place.
 *
 * @returns the leaf's hash, then the hash of each complete subtree that ends with it, from the smallest
 */
export function appendHash(sha256: Sha256, frontier: Frontier, leaf: Uint8Array): Uint8Array[] {
  const completed = [leaf]
  let hash = leaf
  for (let rest = frontier.size; rest % 2 === 1; rest = (rest - 1) / 2) {
    hash = nodeHash(sha256, frontier.hashes.pop() as Uint8Array, hash)
    completed.push(hash)
  }
  frontier.hashes.push(hash)
  frontier.size += 1
  return completed
}

/** The ranges whose hashes prove that a leaf is in the log of this size, from the leaf to the root (RFC 9162, 2.1.3.1). */
export function inclusionRanges(seq: number, size: number): Range[] {
  const ranges: Range[] = []
  let whole = { from: 0, to: size }
  while (whole.to - whole.from > 1) {
    const middle = whole.from + powerBelow(whole.to - whole.from)
    const [left, right] = [
      { from: whole.from, to: middle },
      { from: middle, to: whole.to },
    ]
    ranges.unshift(seq < middle ? right : left)
    whole = seq < middle ? left : right
  }
  return ranges
}

/** The ranges whose hashes prove that a log of this size begins with the log that had `earlier` leaves (RFC 9162, 2.1.4.1). */
export function consistencyRanges(earlier: number, size: number): Range[] {
  if (earlier === 0 || earlier === size) return []
  const ranges: Range[] = []
  let whole = { from: 0, to: size }
  while (whole.to !== earlier) {
    const middle = whole.from + powerBelow(whole.to - whole.from)
    const [left, right] = [
      { from: whole.from, to: middle },
      { from: middle, to: whole.to },
    ]
    ranges.unshift(earlier <= middle ? right : left)
    whole = earlier <= middle ? left : right
  }
  // Where the earlier log is a subtree of its own, a person who verifies has its hash.
  return whole.from === 0 ? ranges : [whole, ...ranges]
}
