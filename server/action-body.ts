/** Our pages send an account id and the contents of a form, which are far smaller. */
const MOST_ARGUMENTS = 16
const DEEPEST = 32

export type ActionBody = { body: Buffer; type: string }

/**
 * Parses the body of a server action and serializes it again, or returns null if no page of ours sends such a body. Next
 * and React answer a body that they cannot decode with 500, so they only see what this function has written.
 * No page sends a form without JavaScript: every action gets the page's viewer, which only a script adds.
 */
export async function readActionBody({ body, type }: ActionBody): Promise<ActionBody | null> {
  if (type.startsWith('multipart/form-data')) {
    const form = await parseForm(body, type)
    return form && writeCall(form)
  }
  const call = parseArguments(decode(body), { hasForm: false })
  return call && { body: Buffer.from(JSON.stringify(call)), type: 'text/plain;charset=UTF-8' }
}

function decode(body: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return null
  }
}

/** Fields only: no action takes a file. */
async function parseForm(body: Buffer, type: string): Promise<[name: string, value: string][] | null> {
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
    const fields = [...form].filter((field): field is [string, string] => typeof field[1] === 'string')
    return fields.length === [...form].length ? fields : null
  } catch {
    return null
  }
}

/** A call with a form among its arguments: field `0` has the arguments, `_1_name` the fields of the form `$K1`. */
async function writeCall(fields: [string, string][]): Promise<ActionBody | null> {
  const roots = fields.filter(([name]) => name === '0')
  const rest = fields.filter(([name]) => name !== '0')
  const call = roots.length === 1 ? parseArguments(roots[0]?.[1] ?? null, { hasForm: true }) : null
  if (!call || !rest.every(([name]) => /^_[0-9a-f]{1,4}_/.test(name) && isFieldName(name))) return null
  return writeForm([...rest, ['0', JSON.stringify(call)]])
}

const isFieldName = (name: string) => /^[^\p{C}"\\]{1,200}$/u.test(name)

async function writeForm(fields: [string, string][]): Promise<ActionBody> {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  const written = new Response(form)
  return { body: Buffer.from(await written.arrayBuffer()), type: written.headers.get('content-type') ?? '' }
}

/** The list of arguments, or null. */
function parseArguments(text: string | null, { hasForm }: { hasForm: boolean }): unknown[] | null {
  try {
    const call: unknown = JSON.parse(text ?? '')
    const isGood = Array.isArray(call) && call.length <= MOST_ARGUMENTS && isReadable(call, { root: call, hasForm })
    return isGood ? call : null
  } catch {
    return null
  }
}

type Reading = { root: unknown[]; hasForm: boolean }

/**
 * Whether React can decode the value: it is not nested too deeply, and every string with a special meaning to React (a
 * leading `$`) has one that our pages use.
 *
 * @param read the objects and arrays that end before this value
 */
function isReadable(value: unknown, reading: Reading, depth = 0, read = new Set<unknown>()): boolean {
  if (typeof value === 'string') return !value.startsWith('$') || isKnownMark(value, reading, read)
  if (typeof value !== 'object' || value === null) return true
  if (depth > DEEPEST || !Object.values(value).every((part) => isReadable(part, reading, depth + 1, read))) return false
  read.add(value)
  return true
}

const CONSTANTS = new Set(['$undefined', '$NaN', '$Infinity', '$-Infinity', '$-0'])

function isKnownMark(text: string, { root, hasForm }: Reading, read: Set<unknown>): boolean {
  if (text.startsWith('$$') || CONSTANTS.has(text)) return true
  if (/^\$D[\w:.+-]{0,40}$/.test(text) || /^\$n-?\d{1,40}$/.test(text)) return true
  if (/^\$K[0-9a-f]{1,4}$/.test(text)) return hasForm
  // A repeated object, as the path to its first occurrence.
  const path = /^\$0((?::[^:]+)+)$/.exec(text)?.[1]?.slice(1).split(':')
  return path !== undefined && read.has(path.reduce<unknown>(partOf, root))
}

const partOf = (whole: unknown, name: string): unknown =>
  typeof whole === 'object' && whole !== null && Object.hasOwn(whole, name)
    ? (whole as Record<string, unknown>)[name]
    : undefined
