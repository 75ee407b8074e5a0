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

/** A value of a line that isn't none. */
export const unescaped = (value: string): string =>
  value.includes('\\') ? value.replaceAll(/\\(.)/g, (_, sign: string) => ESCAPES[sign] ?? sign) : value

/** The values of a line in COPY's text format. */
export const valuesOf = (line: string): (string | null)[] =>
  line.split('\t').map((value) => (value === '\\N' ? null : unescaped(value)))
