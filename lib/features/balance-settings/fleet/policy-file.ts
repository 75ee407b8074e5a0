import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  Lexer,
  LineCounter,
  type Node,
  parseAllDocuments,
  stringify,
  visit,
} from 'yaml'
import { z } from 'zod'
import type { Policy, PolicyDraft } from '@/lib/domain/fleet/policy'
import { fail, type Result, succeed } from '@/lib/domain/result'
import { draftOf, writtenOf, writtenPolicy } from './policy-schema'

/** The largest file in bytes; a policy takes a few hundred. */
export const LARGEST_FILE = 250_000

/** Levels of lists and maps; a policy has six. The parser’s time grows with their square. */
const DEEPEST = 20

/** Problems that are named of one file. */
const MOST_PROBLEMS = 20

/** What is wrong with a file, and in which line of it. */
export type FileProblem = { line: number; message: string }

/** `id` is null where the policy is known by its name. */
export type FiledPolicy = { id: string | null; line: number; draft: PolicyDraft }

const file = z.strictObject({
  version: z.literal(1, 'This version reads files of version 1.'),
  policies: z.array(writtenPolicy).max(1000),
})

const HEADER = ` Policies of Spillway. Amounts are in the smallest unit of their currency, as in Stripe’s API: 50000 is 500.00 EUR.
 A policy without an id is known by its name.`

/** Policies as a file that `readPolicyFile` reads. */
export const writePolicyFile = (policies: readonly Policy[]): string =>
  `${HEADER.replace(/^/gm, '#')}\n${stringify(
    { version: 1, policies: policies.map((policy) => ({ id: policy.id, ...writtenOf(policy) })) },
    { aliasDuplicateObjects: false, lineWidth: 0 },
  )}`

/** Reads a file whole, or says of each line what is wrong. */
export function readPolicyFile(bytes: Uint8Array): Result<FiledPolicy[], FileProblem[]> {
  if (bytes.length > LARGEST_FILE)
    return oneProblem(1, `The file has more than ${LARGEST_FILE.toLocaleString('en-GB')} bytes.`)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return oneProblem(1, 'The file isn’t text in UTF-8.')
  }
  const deep = lineTooDeep(text)
  return deep === null ? readText(text) : oneProblem(deep, 'The file is nested too deeply.')
}

/** The line in which a file is nested more deeply than any policy; null where none is. */
function lineTooDeep(text: string): number | null {
  let [line, brackets, dashes] = [1, 0, 0]
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') brackets++
    else if (token === ']' || token === '}') brackets--
    else if (token === '-' || token === '?') dashes++
    else if (token.includes('\n')) {
      line += token.split('\n').length - 1
      dashes = 0
    }
    if (brackets > DEEPEST || dashes > DEEPEST) return line
  }
  return null
}

const oneProblem = (line: number, message: string) => fail([{ line, message }])

function readText(text: string): Result<FiledPolicy[], FileProblem[]> {
  const lines = new LineCounter()
  const lineAt = (offset: number) => Math.max(lines.linePos(offset).line, 1)
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false })
  const [document, second] = Array.isArray(documents) ? documents : []
  if (!document?.contents) return oneProblem(1, 'The file is empty.')
  if (second) return oneProblem(lineAt(second.range[0]), 'A file has one document.')
  const syntax = [...document.errors, ...document.warnings].map(({ pos: [offset], message }) => ({
    line: lineAt(offset),
    message,
  }))
  if (syntax.length > 0) return fail(syntax.slice(0, MOST_PROBLEMS))
  const forbidden: FileProblem[] = []
  visit(document, {
    Node(_, node) {
      // A few lines of aliases can stand for gigabytes.
      if (isAlias(node) || node.anchor)
        forbidden.push({ line: lineOf(node), message: 'Anchors and aliases aren’t allowed.' })
      else if (node.tag) forbidden.push({ line: lineOf(node), message: 'Tags aren’t allowed.' })
      if (isMap(node)) forbidden.push(...repeatedKeys(node.items))
    },
  })
  if (forbidden.length > 0) return fail(forbidden.slice(0, MOST_PROBLEMS))

  const parsed = file.safeParse(document.toJS())
  if (!parsed.success)
    return fail(
      parsed.error.issues
        .slice(0, MOST_PROBLEMS)
        .flatMap((issue) => problemsOf(issue))
        .sort((a, b) => a.line - b.line),
    )
  const policies = parsed.data.policies.map((written, index) => ({
    id: written.id ?? null,
    line: lineOfPath(['policies', index]),
    draft: draftOf(written),
  }))
  const again = policies.flatMap(({ id, line, draft: { name } }, index) => {
    const before = policies.slice(0, index)
    if (before.some(({ draft }) => draft.name === name))
      return [{ line, message: `Another policy of the file has the name “${name}”.` }]
    return id !== null && before.some((other) => other.id === id)
      ? [{ line, message: `Another policy of the file has the id ${id}.` }]
      : []
  })
  return again.length > 0 ? fail(again) : succeed(policies)

  function repeatedKeys(items: readonly { key: unknown }[]): FileProblem[] {
    const seen = new Set<string>()
    return items.flatMap(({ key }) => {
      const name = isScalar(key) ? String(key.value) : ''
      const isRepeated = seen.has(name)
      seen.add(name)
      return isNode(key) && isRepeated ? [{ line: lineOf(key), message: `“${name.slice(0, 80)}” appears twice.` }] : []
    })
  }

  function lineOf(node: Node): number {
    return lineAt(node.range?.[0] ?? 0)
  }

  /** The line of the key, or of what is nearest above where there is none. */
  function lineOfPath(path: readonly PropertyKey[]): number {
    for (let length = path.length; length > 0; length--) {
      const parent = length === 1 ? document?.contents : document?.getIn(path.slice(0, length - 1), true)
      const last = path[length - 1]
      const pair = isMap(parent)
        ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(last))
        : undefined
      const node = isPair(pair) ? pair.key : document?.getIn(path.slice(0, length), true)
      if (isNode(node)) return lineOf(node)
    }
    return 1
  }

  function problemsOf(issue: z.core.$ZodIssue): FileProblem[] {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.slice(0, MOST_PROBLEMS).map((key) => ({
        line: lineOfPath([...issue.path, key]),
        message: `“${key.slice(0, 80)}” isn’t known here.`,
      }))
    const name = issue.path.filter((part) => typeof part === 'string' && part !== 'policies').join('.')
    return [{ line: lineOfPath(issue.path), message: name ? `${name}: ${issue.message}` : issue.message }]
  }
}
