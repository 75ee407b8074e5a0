import type { Money } from '../money/money'

/**
 * A movement of an account's balance at Stripe. Null stands for what Stripe doesn't say, or says in a way that this version
 * doesn't know. `amount`, `fee` and `net` are minor units of `currency`; net is amount less fee.
 */
export type BalanceTransaction = {
  /** txn_… */
  id: string | null
  /** Stripe's word, also where it is newer than this version. */
  type: string | null
  amount: number | null
  fee: number | null
  net: number | null
  /** lower-case ISO 4217 */
  currency: string | null
  /** The charge, refund, dispute or payout that it comes from. */
  source: string | null
  description: string | null
  createdAt: Date | null
  availableOn: Date | null
}

/**
 * Stripe SDK, BalanceTransaction.type. The sign is that of every amount of the kind, and null where both occur, so that a
 * part of the transactions says nothing about all of them.
 */
const KINDS = {
  charges: { sign: 1, types: ['charge', 'payment'] },
  refunds: { sign: -1, types: ['refund', 'payment_refund'] },
  adjustments: {
    sign: null,
    types: ['adjustment', 'payment_failure_refund', 'payment_reversal', 'payment_unreconciled', 'refund_failure'],
  },
  fees: {
    sign: null,
    types: ['application_fee', 'application_fee_refund', 'stripe_fee', 'stripe_fx_fee', 'tax_fee'],
  },
  transfers: {
    sign: null,
    types: ['connect_collection_transfer', 'transfer', 'transfer_cancel', 'transfer_failure', 'transfer_refund'],
  },
  payouts: { sign: null, types: ['payout', 'payout_cancel', 'payout_failure'] },
  minimum_balance: { sign: null, types: ['payout_minimum_balance_hold', 'payout_minimum_balance_release'] },
  reserves: {
    sign: null,
    types: [
      'payment_network_reserve_hold',
      'payment_network_reserve_release',
      'reserve_hold',
      'reserve_release',
      'reserve_transaction',
      'reserved_funds',
    ],
  },
  top_ups: { sign: null, types: ['topup', 'topup_reversal'] },
  other: { sign: null, types: [] },
} as const satisfies Record<string, { sign: 1 | -1 | null; types: readonly string[] }>

export type ContentKind = keyof typeof KINDS

const KIND_NAMES = Object.keys(KINDS) as ContentKind[]

/** What a type of transaction counts as; an unknown one is `other`. */
export function kindOf(type: string | null): ContentKind {
  return KIND_NAMES.find((kind) => (KINDS[kind].types as readonly (string | null)[]).includes(type)) ?? 'other'
}

/**
 * Whether a transaction takes the payout's own amount out of the balance. Stripe lists it among the payout's transactions,
 * and it isn't a part of what was paid out.
 */
export const isPayoutItself = ({ type, source, amount }: BalanceTransaction, payout: Money & { id: string }): boolean =>
  type === 'payout' && (source === payout.id || (source === null && amount === -payout.amount))

/**
 * Minor units of the payout's currency. Null is not known: a transaction doesn't say it or is in another currency, or not
 * every transaction was read.
 */
export type Sums = { gross: number | null; fees: number | null; net: number | null }

/** `atLeast` is how much of this kind there is at least, as an absolute amount, where `sums` can't be known. */
export type ContentLine = { kind: ContentKind; count: number; sums: Sums; atLeast: number | null }

export type ContentTotals = {
  /** In the order in which they are shown; kinds that don't occur are left out. */
  lines: ContentLine[]
  count: number
  sums: Sums
  /** Every transaction was read. */
  isWhole: boolean
  /** Whether the net amounts add up to the payout; null where that can't be known. */
  addsUp: boolean | null
}

/**
 * What a payout contains, by kind. The payout's own transaction is left out.
 *
 * @param isWhole whether these are all transactions of the payout
 */
export function totalContents(
  transactions: readonly BalanceTransaction[],
  payout: Money & { id: string },
  { isWhole }: { isWhole: boolean },
): ContentTotals {
  const contents = transactions.filter((transaction) => !isPayoutItself(transaction, payout))
  const byKind = Map.groupBy(contents, ({ type }) => kindOf(type))
  const lines = KIND_NAMES.flatMap((kind) => {
    const group = byKind.get(kind)
    if (!group) return []
    const sums = isWhole ? sumsOf(group, payout.currency) : UNKNOWN
    const atLeast = sums.gross === null ? leastOf(group, KINDS[kind].sign, payout.currency) : null
    return [{ kind, count: group.length, sums, atLeast }]
  })
  const sums = isWhole ? sumsOf(contents, payout.currency) : UNKNOWN
  return { lines, count: contents.length, sums, isWhole, addsUp: sums.net === null ? null : sums.net === payout.amount }
}

const UNKNOWN: Sums = { gross: null, fees: null, net: null }

function sumsOf(group: readonly BalanceTransaction[], currency: string): Sums {
  return {
    gross: sumOf(group.map((each) => (each.currency === currency ? each.amount : null))),
    fees: sumOf(group.map((each) => (each.currency === currency ? each.fee : null))),
    net: sumOf(group.map((each) => (each.currency === currency ? each.net : null))),
  }
}

/** Exact, also where the way to a small sum leads over amounts that a number can't hold. */
function sumOf(amounts: readonly (number | null)[]): number | null {
  let sum = 0n
  for (const amount of amounts) {
    if (amount === null) return null
    sum += BigInt(amount)
  }
  const number = Number(sum)
  return Number.isSafeInteger(number) ? number : null
}

/** Null where amounts of the other sign, which don't belong to the kind, make even this uncertain. */
function leastOf(group: readonly BalanceTransaction[], sign: 1 | -1 | null, currency: string): number | null {
  if (sign === null) return null
  const known = group.flatMap(({ amount, currency: own }) => (own === currency && amount !== null ? [amount] : []))
  const sum = known.every((amount) => amount * sign >= 0) ? sumOf(known) : null
  return sum === null || sum === 0 ? null : Math.abs(sum)
}
