import type { Logger } from 'pino'

/** Different violations that one line names; further ones are only counted. */
const MOST_NAMED = 20

/** Milliseconds from the first report to the line that counts it and those after it. */
const WINDOW = 60_000

type Known = Record<string, unknown>

/** Counts what browsers report of the content security policy, and logs it together: anybody can send reports. */
export class CspReports {
  private counts = new Map<string, number>()
  private others = 0
  private readonly log: Pick<Logger, 'warn'>

  constructor(log: Pick<Logger, 'warn'>) {
    this.log = log
  }

  /** False for a body that is no report. */
  add(body: string): boolean {
    const found = violationsIn(body)
    if (found.length === 0) return false
    if (this.counts.size === 0 && this.others === 0) setTimeout(() => this.write(), WINDOW).unref()
    for (const violation of found) {
      if (this.counts.size < MOST_NAMED || this.counts.has(violation))
        this.counts.set(violation, (this.counts.get(violation) ?? 0) + 1)
      else this.others++
    }
    return true
  }

  write(): void {
    this.log.warn(
      { violations: Object.fromEntries(this.counts), others: this.others },
      'content security policy violated',
    )
    this.counts = new Map()
    this.others = 0
  }
}

/** "script-src https://evil.example", for each report of a body in either of the formats that browsers send. */
function violationsIn(body: string): string[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    return []
  }
  const reports = Array.isArray(parsed)
    ? parsed.slice(0, MOST_NAMED).map((each) => asRecord(each).body)
    : [asRecord(parsed)['csp-report']]
  return reports.flatMap((report) => {
    const {
      'effective-directive': older,
      'violated-directive': oldest,
      'blocked-uri': uri,
      ...newer
    } = asRecord(report)
    const directive = /^[a-z-]{1,40}/.exec(String(newer.effectiveDirective ?? older ?? oldest))?.[0]
    return directive && directive !== 'undefined' ? [`${directive} ${originOf(newer.blockedURL ?? uri)}`] : []
  })
}

const asRecord = (value: unknown): Known => (typeof value === 'object' && value !== null ? (value as Known) : {})

/** Only where it came from: a whole address can hold a private link. */
function originOf(blocked: unknown): string {
  const given = typeof blocked === 'string' ? blocked : ''
  if (/^[a-z-]{1,20}$/.test(given)) return given
  const url = URL.parse(given)
  return url && /^https?:$/.test(url.protocol) ? url.origin.slice(0, 100) : 'unknown'
}
