// node verify-record.mjs FILE [--key KEY]: checks an exported record (JSONL) or the proof of one entry (JSON) without
// Spillway, a database or a network. One file without dependencies, so that an auditor can read it whole: the hashes are
// those of RFC 9162, the checkpoint is a C2SP signed note, contents are hashed in the canonical form of RFC 8785.
// Exit status: 0 everything is proven, 1 something is wrong, 2 the file could not be checked.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { argv, exit } from 'node:process'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

/** What is wrong with a file, as a sentence. */
export class Wrong extends Error {}

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
const leafHash = (content) => sha256(Buffer.of(0), content)
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right)

/** Bytes in base64, in the only way in which they can be written. */
function decode(text, length) {
  const bytes = Buffer.from(String(text), 'base64')
  if (bytes.toString('base64') !== text || (length && bytes.length !== length)) throw new Wrong(`“${text}” is damaged`)
  return bytes
}

/** RFC 8785: keys in the order of their UTF-16 units, everything else as JSON.stringify writes it. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
  return `{${members.join(',')}}`
}

/** RFC 9162, 2.1.3.2: the root that an inclusion proof leads to. */
export function rootFromInclusion(seq, size, hash, proof) {
  if (!(seq >= 0 && seq < size)) throw new Wrong(`leaf ${seq} is beyond the checkpoint, which has ${size} leaves`)
  let [fn, sn, root] = [seq, size - 1, hash]
  for (const other of proof) {
    if (sn === 0) throw new Wrong(`the proof of leaf ${seq} is too long`)
    if (fn % 2 === 1 || fn === sn) {
      root = nodeHash(other, root)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)]
    } else root = nodeHash(root, other)
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  if (sn !== 0) throw new Wrong(`the proof of leaf ${seq} is too short`)
  return root
}

/** RFC 9162, 2.1.4.2: whether the log of the second size begins with the log of the first one. */
export function isConsistent(first, second, firstRoot, secondRoot, proof) {
  if (first === second) return proof.length === 0 && firstRoot.equals(secondRoot)
  if (first === 0) return proof.length === 0
  const path = [...proof]
  if (Number.isInteger(Math.log2(first))) path.unshift(firstRoot)
  let [fn, sn] = [first - 1, second - 1]
  while (fn % 2 === 1) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  const [start, ...rest] = path
  if (!start) return false
  let [fr, sr] = [start, start]
  for (const hash of rest) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      ;[fr, sr] = [nodeHash(hash, fr), nodeHash(hash, sr)]
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)]
    } else sr = nodeHash(sr, hash)
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  return sn === 0 && fr.equals(firstRoot) && sr.equals(secondRoot)
}

/** The public key in a verifier key `name+id+base64`, whose id must fit. */
function readKey(text) {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? []
  const bytes = decode(encoded ?? '')
  if (!name || bytes.length !== 33 || bytes[0] !== 1) throw new Wrong(`${text} is not an Ed25519 verifier key`)
  if (sha256(`${name}\n`, bytes).subarray(0, 4).toString('hex') !== id) throw new Wrong(`the id of ${text} is wrong`)
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1)])
  return { name, id, key: createPublicKey({ key: spki, format: 'der', type: 'spki' }) }
}

/** Reads a checkpoint (c2sp.org/tlog-checkpoint) that one of these keys has signed. */
export function readCheckpoint(note, keys) {
  const end = note.lastIndexOf('\n\n')
  const [text, signatures] = [note.slice(0, end + 1), note.slice(end + 2)]
  const [, origin, size, root] = /^(.+)\n(0|[1-9]\d*)\n([A-Za-z0-9+/]{43}=)\n(?:.+\n)*$/.exec(end < 0 ? '' : text) ?? []
  if (!origin || !size || !root || !signatures.endsWith('\n')) throw new Wrong('the checkpoint is not a signed note')
  const known = keys.map(readKey)
  const signer = signatures.split('\n').flatMap((line) => {
    const [, name, encoded] = /^— (\S+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? []
    const bytes = decode(encoded ?? '')
    const key = known.find((key) => key.name === name && key.id === bytes.subarray(0, 4).toString('hex'))
    return key && verify(null, Buffer.from(text), key.key, bytes.subarray(4)) ? [`${key.name}+${key.id}`] : []
  })[0]
  if (!signer) throw new Wrong('the checkpoint is not signed with an accepted key')
  return { origin, size: Number(size), root: decode(root, 32), signer }
}

function hashOfLeaf({ seq, kind, content }) {
  if (typeof content !== 'object' || content === null || content.kind !== kind)
    throw new Wrong(`leaf ${seq} does not say what its content is`)
  return leafHash(canonical(content))
}

/** A proof of one entry. @returns the checkpoint, and the leaves that are proven */
export function verifyProof(proof, keys) {
  const checkpoint = readCheckpoint(proof.checkpoint, keys ?? [proof.key])
  if (!Array.isArray(proof.leaves) || proof.leaves.length === 0) throw new Wrong('the proof has no leaves')
  for (const leaf of proof.leaves) {
    const path = leaf.proof.map((hash) => decode(hash, 32))
    if (!rootFromInclusion(leaf.seq, checkpoint.size, hashOfLeaf(leaf), path).equals(checkpoint.root))
      throw new Wrong(`leaf ${leaf.seq} is not what was recorded`)
  }
  return { checkpoint, leaves: proof.leaves.length }
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    throw new Wrong(`“${text.slice(0, 40)}” is not JSON`)
  }
}

/**
 * An exported record, line by line. @returns the checkpoint, how many leaves are in the file, the first of those that it
 * has without a gap up to its end, and the roots that the log had at these sizes, where the file shows them
 */
export async function verifyExport(lines, keys, sizes = []) {
  let checkpoint
  let [next, leaves, from] = [0, 0, 0]
  const stack = []
  const rootOfStack = () =>
    stack.length === 0 ? sha256() : stack.map(({ hash }) => hash).reduceRight((right, left) => nodeHash(left, right))
  const [wanted, roots] = [new Set(sizes), new Map()]
  for await (const line of lines) {
    const read = parse(line)
    if (!checkpoint) {
      checkpoint = readCheckpoint(read.checkpoint, keys ?? [read.key])
      continue
    }
    if (read.seq !== next) throw new Wrong(`leaf ${next} is missing: line ${leaves + 2} has leaf ${read.seq}`)
    const width = read.leaves ?? 1
    if (!Number.isInteger(Math.log2(width)) || next % width !== 0)
      throw new Wrong(`the hash at leaf ${next} is not of a complete subtree`)
    let hash = read.leaves === undefined ? hashOfLeaf(read) : decode(read.hash, 32)
    let merged = width
    while (stack.length > 0 && stack.at(-1).width === merged) {
      hash = nodeHash(stack.pop().hash, hash)
      merged *= 2
    }
    stack.push({ width: merged, hash })
    next += width
    if (read.leaves === undefined) leaves += 1
    else from = next
    if (wanted.has(next)) roots.set(next, rootOfStack())
  }
  if (!checkpoint) throw new Wrong('the file is empty')
  if (next !== checkpoint.size)
    throw new Wrong(`the file ends after leaf ${next - 1}, and the checkpoint has ${checkpoint.size} leaves`)
  if (!rootOfStack().equals(checkpoint.root)) throw new Wrong('a line is not what was recorded: the root differs')
  return { checkpoint, leaves, from, roots }
}

async function main([file, ...options]) {
  const keys = options.flatMap((option, index) => (option === '--key' ? [options[index + 1]] : []))
  if (!file || keys.length * 2 !== options.length || keys.includes(undefined)) {
    console.error('Usage: node verify-record.mjs FILE [--key KEY]...')
    return 2
  }
  try {
    const accepted = keys.length > 0 ? keys : undefined
    const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })
    let format
    for await (const line of lines) {
      format = /^\s*\{\s*"format"\s*:\s*"(spillway-\w+\/1)"/.exec(line)?.[1]
      break
    }
    lines.close()
    if (format !== 'spillway-record/1' && format !== 'spillway-proof/1') throw new Error('the format is not known')
    const { checkpoint, leaves } =
      format === 'spillway-proof/1'
        ? verifyProof(parse(readFileSync(file, 'utf8')), accepted)
        : await verifyExport(createInterface({ input: createReadStream(file) }), accepted)
    console.log(
      `Proven: ${leaves} of the ${checkpoint.size} leaves of ${checkpoint.origin}, signed by ${checkpoint.signer}.`,
    )
    if (!accepted)
      console.log(
        'The key is the one in the file: compare it with the key that its owner has published, or give --key.',
      )
    return 0
  } catch (error) {
    console.error(
      `${error instanceof Wrong ? 'Wrong' : 'Not checked'}: ${error instanceof Error ? error.message : error}`,
    )
    return error instanceof Wrong ? 1 : 2
  }
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) exit(await main(argv.slice(2)))
