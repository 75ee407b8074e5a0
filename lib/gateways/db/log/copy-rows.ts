import 'server-only'
import type { Client, Connection } from 'pg'

// Reads rows with COPY, each as one text: pg makes a string of every value of a row, which takes longer than the query.

type Copied = Connection & { query: (text: string) => void }

/** What pg calls in turn of a query of its own; only these happen with COPY. */
class CopyQuery {
  private readonly copied: string[][] = []
  private rows: string[] = []
  private readonly text: string
  private readonly end: (failure: Error | undefined, copied: string[][]) => void
  private failure: Error | undefined
  constructor(text: string, end: (failure: Error | undefined, copied: string[][]) => void) {
    this.text = text
    this.end = end
  }
  submit(connection: Connection): void {
    ;(connection as Copied).query(this.text)
  }
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.rows.push(chunk.toString('utf8', 0, chunk.length - 1))
  }
  handleCommandComplete({ text }: { text: string }): void {
    if (!text.startsWith('COPY')) return
    this.copied.push(this.rows)
    this.rows = []
  }
  handleError(failure: Error): void {
    this.failure = failure
    this.end(failure, [])
  }
  handleReadyForQuery(): void {
    if (!this.failure) this.end(undefined, this.copied)
  }
}

/** The lines that COPY writes for each of these queries without parameters, which see the same moment. */
export const copyRows = (client: Client, selects: readonly string[]): Promise<string[][]> =>
  new Promise((resolve, reject) => {
    const copies = selects.map((select) => `COPY (${select}) TO STDOUT`)
    // Sent together, so that the database does not wait between them.
    const text = ['BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', ...copies, 'COMMIT'].join('; ')
    client.query(new CopyQuery(text, (failure, copied) => (failure ? reject(failure) : resolve(copied))))
  })

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/** What is escaped, other than a value that is none. */
const ESCAPED = /\\[^N]/

/** The values of a line in COPY's text format. */
export function valuesOf(line: string): (string | null)[] {
  const values: (string | null)[] = line.split('\t')
  const isEscaped = ESCAPED.test(line)
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as string
    if (value === '\\N') values[index] = null
    else if (isEscaped && value.includes('\\'))
      values[index] = value.replaceAll(/\\(.)/g, (_, sign: string) => ESCAPES[sign] ?? sign)
  }
  return values
}
