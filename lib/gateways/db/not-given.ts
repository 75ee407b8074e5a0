import 'server-only'
import type { Prisma } from './generated/sqlite/client'

type Row = Prisma.ConnectedAccountGetPayload<object>

/** What is stored in a column that Stripe gives no value for. It is never shown: `notGiven` names the column. */
const PLACEHOLDERS = {
  country: '',
  defaultCurrency: '',
  chargesEnabled: false,
  payoutsEnabled: false,
  detailsSubmitted: false,
  requirementsDue: 0,
  dashboard: '',
  lossesLiability: '',
  requirementCollection: '',
  isController: false,
  createdAtStripe: new Date(0),
} satisfies Partial<Row>

type Fillable = typeof PLACEHOLDERS
type Filled = { [K in keyof Fillable]: Row[K] | null }
const FILLABLE = Object.keys(PLACEHOLDERS) as (keyof Fillable)[]

/** The columns as they are stored: what is null has its placeholder, and its name in `notGiven`. */
export function fill(values: Filled): Pick<Row, keyof Fillable | 'notGiven'> {
  const notGiven = FILLABLE.filter((column) => values[column] === null)
  const kept = Object.fromEntries(FILLABLE.map((column) => [column, values[column] ?? PLACEHOLDERS[column]]))
  return { ...(kept as Pick<Row, keyof Fillable>), notGiven: notGiven.join(' ') }
}

/** The columns as Stripe gave them, null where it gave none. */
export function given<R extends Pick<Row, 'notGiven'> & Partial<Pick<Row, keyof Fillable>>>(row: R) {
  const notGiven = new Set(row.notGiven.split(' '))
  // Earlier versions stored an empty text without naming its column.
  const isMissing = (column: keyof Fillable) => notGiven.has(column) || row[column] === ''
  return { ...row, ...Object.fromEntries(FILLABLE.filter(isMissing).map((column) => [column, null])) } as {
    [K in keyof R]: K extends keyof Fillable ? R[K] | null : R[K]
  }
}
