import { type Frontier, hashOfSubtrees, nodeHash, type Sha256 } from './merkle'

export type Tampering = 'edited' | 'deleted' | 'inserted' | 'swapped' | 'truncated' | 'rewritten'

/** Something that is not as it was recorded. `seq` is the first leaf that it concerns; null for a record without a leaf. */
export type Fault = { tampering: Tampering; seq: number | null; recordId: string | null; because: string }

/** A sentence about a fault, with the number and the id by which it is found. */
export const describeFault = ({ tampering, seq, recordId, because }: Fault): string =>
  `${seq === null ? 'A record' : `Leaf ${seq}`}${recordId ? ` (${recordId})` : ''}: ${tampering}; ${because}.`

/** A row of the log. `content` is what the record says now; null where the record is not there. */
export type FoundLeaf = { seq: number; recordId: string; hashes: Uint8Array; content: string | null }

/** SHA-256 of bytes, and of the content of a leaf as RFC 9162 prefixes it. */
export type Hashing = { sha256: Sha256; hashOfContent: (content: string) => Uint8Array }

/** A size and root that the log had once, from outside the database. */
export type KnownRoot = { size: number; root: Uint8Array }

/** Faults and suspects that are kept: one of each is enough to name the first, and a rewritten log has millions. */
const KEPT = 200

/** Rows from which it is decided whether everything after a place has moved. */
const LOOKED_AT = 16

const isSame = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false
  return true
}

/** How many subtrees end with a leaf, itself included. */
const subtreesAt = (seq: number) => 32 - Math.clz32((seq ^ (seq + 1)) >>> 0)

const part = (hashes: Uint8Array, level: number) => hashes.subarray(32 * level, 32 * level + 32)

/**
 * Compares a log with itself and with roots from outside, leaf by leaf, in the order of their numbers and in constant
 * memory. `add` takes what is stored; `faults` says at the end what is wrong, the first leaf first.
 */
export class TamperCheck {
  readonly frontier: Frontier
  private readonly hashing: Hashing
  private readonly roots: KnownRoot[]
  private readonly found: Fault[] = []
  /** Where hashes contradict each other; a move or an exchange of rows explains them. */
  private readonly contradictions: (Fault & { seq: number; last: number })[] = []
  /** Roots that differ; anything that was found before them explains them. */
  private readonly rewritten: (Fault & { seq: number; before: number })[] = []
  /** Rows whose content has another hash. */
  private readonly edited: FoundLeaf[] = []
  /** Rows among which the one is whose hashes don't belong where they are. */
  private readonly misplaced = new Map<number, FoundLeaf>()
  /** Rows from the first one on that has another number of hashes than its place wants, and the one before them. */
  private readonly lengths: FoundLeaf[] = []
  private beforeLengths: FoundLeaf | undefined
  private next: number
  private last: FoundLeaf | undefined
  private firstMissing: FoundLeaf | undefined
  /** Whether all records from `firstMissing` on are missing. */
  private isTailMissing = false
  private isWhole = true
  private sound: number

  /**
   * @param start what was checked before; its leaves are not given again
   * @param roots in any order
   */
  constructor(hashing: Hashing, start: Frontier, roots: readonly KnownRoot[]) {
    this.hashing = hashing
    this.frontier = { size: start.size, hashes: [...start.hashes] }
    this.next = start.size
    this.sound = start.size
    this.roots = roots.filter(({ size }) => size >= start.size).sort((a, b) => a.size - b.size)
    this.compareRoots()
  }

  add(leaf: FoundLeaf): void {
    if (leaf.seq !== this.next) {
      this.fault(
        'deleted',
        this.next,
        null,
        `the log has no leaf ${this.next}${leaf.seq > this.next + 1 ? ` to ${leaf.seq - 1}` : ''}`,
      )
      this.isWhole = false
    }
    this.next = leaf.seq + 1
    this.compareContent(leaf)
    if (this.isWhole) this.compareHashes(leaf)
    this.last = leaf
  }

  private compareContent(leaf: FoundLeaf): void {
    if (leaf.content === null) {
      if (!this.isTailMissing) this.firstMissing = leaf
      this.isTailMissing = true
      this.fault('deleted', leaf.seq, leaf.recordId, 'the record that its leaf is of is not there')
      return
    }
    this.isTailMissing = false
    if (!isSame(this.hashing.hashOfContent(leaf.content), part(leaf.hashes, 0)) && this.edited.length < KEPT)
      this.edited.push(leaf)
  }

  /** Continues the tree from what is stored, so that a wrong subtree is found once and not again in all above it. */
  private compareHashes(leaf: FoundLeaf): void {
    const { seq, hashes } = leaf
    const subtrees = subtreesAt(seq)
    const isFirst = this.lengths.length === 0 && hashes.length !== 32 * subtrees
    if (isFirst) this.beforeLengths = this.last
    if (isFirst || (this.lengths.length > 0 && this.lengths.length < LOOKED_AT)) this.lengths.push(leaf)
    let hash = part(hashes, 0)
    for (let level = 1; level < subtrees; level++) {
      const above = nodeHash(this.hashing.sha256, this.frontier.hashes.pop() as Uint8Array, hash)
      const stored = part(hashes, level)
      if (!isSame(above, stored) && this.misplaced.size < KEPT) {
        if (level === 1 && this.last) this.misplaced.set(seq - 1, this.last)
        this.misplaced.set(seq, leaf)
        const from = seq + 1 - 2 ** level
        const because = `the hashes of the leaves ${from} to ${seq} contradict each other`
        this.contradictions.push({ tampering: 'edited', seq: from, last: seq, recordId: null, because })
      }
      hash = stored.length === 32 ? stored : above
    }
    this.frontier.hashes.push(hash)
    this.frontier.size += 1
    this.compareRoots()
  }

  private compareRoots(): void {
    for (let known = this.roots[0]; known?.size === this.frontier.size; known = this.roots[0]) {
      this.roots.shift()
      if (isSame(hashOfSubtrees(this.hashing.sha256, this.frontier.hashes), known.root)) this.sound = known.size
      else if (this.rewritten.length < KEPT)
        this.rewritten.push({
          tampering: 'rewritten',
          seq: this.sound,
          before: known.size,
          recordId: null,
          because: `the log is not the one of the checkpoint at ${known.size}: one of the leaves ${this.sound} to ${known.size - 1} was changed, and all hashes with it`,
        })
    }
  }

  private fault(tampering: Tampering, seq: number | null, recordId: string | null, because: string): void {
    if (this.found.length < KEPT) this.found.push({ tampering, seq, recordId, because })
  }

  /** Everything that was found, the first leaf first; records without a leaf come last. */
  faults(withoutLeaf: readonly string[] = []): Fault[] {
    const exchange = this.findExchange()
    const moved = exchange && this.explainsLengths(exchange) ? null : this.findMove()
    const exchanged: Fault[] =
      exchange && !moved
        ? [
            {
              tampering: 'swapped',
              seq: exchange[0].seq,
              recordId: exchange[0].recordId,
              because: `it has changed places with leaf ${exchange[1].seq}`,
            },
          ]
        : []
    const truncated = this.findTruncation()
    const faults: Fault[] = [
      ...(moved ? [moved] : []),
      ...exchanged,
      ...(truncated ? [truncated] : []),
      ...this.editedFaults(),
      ...this.found,
      ...(moved || exchanged.length > 0 ? [] : this.contradictions),
    ]
    const isExplained = ({ seq: from, before }: { seq: number; before: number }) =>
      faults.some(({ seq }) => seq !== null && seq >= from && seq < before)
    const rewritten = this.rewritten.filter((fault) => !isExplained(fault))
    const inserted = withoutLeaf.map(
      (recordId): Fault => ({ tampering: 'inserted', seq: null, recordId, because: 'it has no leaf in the log' }),
    )
    const all = [...faults, ...rewritten].sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0))
    return [...all, ...inserted]
  }

  private findTruncation(): Fault | null {
    if (this.isTailMissing && this.firstMissing && this.firstMissing !== this.last)
      return {
        tampering: 'truncated',
        seq: this.firstMissing.seq,
        recordId: this.firstMissing.recordId,
        because: 'no record from here on is there',
      }
    const beyond = this.roots.at(-1)
    return beyond && this.isWhole
      ? {
          tampering: 'truncated',
          seq: this.next,
          recordId: null,
          because: `the log ends here, and had ${beyond.size} leaves at a checkpoint`,
        }
      : null
  }

  /** Two records whose contents were exchanged, or edited ones. */
  private editedFaults(): Fault[] {
    return this.edited.map((leaf) => {
      const other = this.edited.find((other) => other !== leaf && this.isContentOf(other, leaf))
      return other
        ? {
            tampering: 'swapped',
            seq: leaf.seq,
            recordId: leaf.recordId,
            because: `it has changed places with leaf ${other.seq}`,
          }
        : {
            tampering: 'edited',
            seq: leaf.seq,
            recordId: leaf.recordId,
            because: 'its content is not what was recorded',
          }
    })
  }

  /** Whether a row's record was in the other one's place, as a whole or under the other one's id. */
  private isContentOf(other: FoundLeaf, { content, recordId }: FoundLeaf): boolean {
    const contents = [content ?? '', content?.replace(`"id":"${recordId}"`, `"id":"${other.recordId}"`) ?? '']
    return contents.some((content) => isSame(this.hashing.hashOfContent(content), part(other.hashes, 0)))
  }

  /** Where leaves were removed or added and all later ones numbered again: their rows hold the hashes of other numbers. */
  private findMove(): Fault | null {
    const [first] = this.lengths
    if (!first) return null
    const isMoved = (by: number, from: number) =>
      this.lengths.length > from + 1 &&
      this.lengths.slice(from).every(({ seq, hashes }) => 32 * subtreesAt(seq + by) === hashes.length)
    for (const by of [1, 2, 3]) {
      if (isMoved(by, 0))
        return {
          tampering: 'deleted',
          seq: first.seq,
          recordId: null,
          because: `all leaves from here on have moved up by ${by}`,
        }
      const isBefore = isMoved(-by, 0) && !(by === 1 && isMoved(-1, 1) && this.isInserted(first))
      const added = isBefore ? this.beforeLengths : first
      if (added && (isBefore || isMoved(-by, 1)))
        return {
          tampering: 'inserted',
          seq: isBefore ? first.seq - by : first.seq,
          recordId: by === 1 ? added.recordId : null,
          because: `all leaves after it have moved down by ${by}`,
        }
    }
    return null
  }

  /** Whether the first row with a wrong number of hashes is the added one, and not the one before it. */
  private isInserted({ seq }: FoundLeaf): boolean {
    const [before, next] = [this.beforeLengths, this.lengths[1]]
    if (seq % 2 === 0 || !before || !next) return !this.contradictions.some(({ last }) => last === seq - 1)
    return isSame(nodeHash(this.hashing.sha256, part(before.hashes, 0), part(next.hashes, 0)), part(next.hashes, 1))
  }

  /** Two rows of the log that have changed places: with each in the other's place, the hashes above them are right. */
  private findExchange(): [FoundLeaf, FoundLeaf] | null {
    if (this.last && this.frontier.size % 2 === 1) this.misplaced.set(this.last.seq, this.last)
    const rows = [...this.misplaced.values()]
    for (const a of rows)
      for (const b of rows) {
        if (a.seq < b.seq && this.isRightAfter(a, b)) return this.rightNeighbors(a, b) ?? [a, b]
      }
    return null
  }

  /** Whether no other row has the hashes of another number: of the last two leaves, one could have been added as well. */
  private explainsLengths(exchange: readonly FoundLeaf[]): boolean {
    const places = exchange.map(({ seq }) => seq)
    return this.lengths.every(({ seq, hashes }) => places.includes(seq) || hashes.length === 32 * subtreesAt(seq))
  }

  /**
   * Where two left leaves could have changed places, their right neighbors could have as well: the pairs are the same.
   * Right ones have taken the hashes of their pairs with them, which shows in the subtrees above.
   */
  private rightNeighbors(a: FoundLeaf, b: FoundLeaf): [FoundLeaf, FoundLeaf] | null {
    const [right, other] = [this.misplaced.get(a.seq + 1), this.misplaced.get(b.seq + 1)]
    if (a.seq % 2 === 1 || b.seq % 2 === 1 || !right || !other || !this.isRightAfter(right, other)) return null
    const isAbove = ({ seq, last }: { seq: number; last: number }) => last > seq + 1 && seq <= a.seq && last >= a.seq
    return this.contradictions.some(isAbove) ? [right, other] : null
  }

  private isRightAfter(a: FoundLeaf, b: FoundLeaf): boolean {
    const at = (seq: number) => (seq === a.seq ? b : seq === b.seq ? a : this.misplaced.get(seq))
    const isPairRight = (seq: number) => {
      const [left, right] = [at(seq - (seq % 2)), at(seq - (seq % 2) + 1)]
      if (!left || !right) return left !== undefined && subtreesAt(seq) * 32 === left.hashes.length
      return isSame(nodeHash(this.hashing.sha256, part(left.hashes, 0), part(right.hashes, 0)), part(right.hashes, 1))
    }
    return isPairRight(a.seq) && isPairRight(b.seq)
  }
}
