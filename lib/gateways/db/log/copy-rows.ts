import 'server-only'
import type { Client, Connection } from 'pg'

// Reads rows with COPY, each as one text: pg makes a string of every value of a row, which takes longer than the query.

type Copied = Connection & { query: (text: string) => void }

/** What pg calls in turn of a query of its own; only these happen with COPY. */
class CopyQuery {
  private readonly rows: string[] = []
  private readonly text: string
  private readonly end: (failure: Error | undefined, rows: string[]) => void
  private failure: Error | undefined
  constructor(text: string, end: (failure: Error | undefined, rows: string[]) => void) {
    this.text = text
    this.end = end
  }
  submit(connection: Connection): void {
    ;(connection as Copied).query(this.text)
  }
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.rows.push(chunk.toString('utf8', 0, chunk.length - 1))
  }
  handleCommandComplete(): void {}
  handleError(failure: Error): void {
    this.failure = failure
    this.end(failure, [])
  }
  handleReadyForQuery(): void {
    if (!this.failure) this.end(undefined, this.rows)
  }
}

/** The lines that COPY writes for a query without parameters. */
export const copyRows = (client: Client, select: string): Promise<string[]> =>
  new Promise((resolve, reject) => {
    client.query(
      new CopyQuery(`COPY (${select}) TO STDOUT`, (failure, rows) => (failure ? reject(failure) : resolve(rows))),
    )
  })

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/** The values of a line in COPY's text format. */
export const valuesOf = (line: string): (string | null)[] =>
  line.split('\t').map((value) => {
    if (value === '\\N') return null
    return value.includes('\\') ? value.replaceAll(/\\(.)/g, (_, sign: string) => ESCAPES[sign] ?? sign) : value
  })
