import 'server-only'
import { currencyCode, integer, list, oneOf, record, text } from '@/lib/domain/foreign'
import type { Balance, InstantAvailable, PayoutSource, SourceAmount } from '@/lib/domain/money/balance'
import type { Money } from '@/lib/domain/money/money'
import { knownShape } from './versions'

const SOURCES: readonly PayoutSource[] = ['card', 'bank_account', 'fpx']

/** A balance as it is stored; null where not every amount can be read: a part is no balance. */
export function readStoredBalance(stored: unknown): Balance | null {
  const row = record(knownShape(stored))
  const [available, pending] = [readAll(row.available, readMoney), readAll(row.pending, readMoney)]
  if (!available || !pending) return null
  const [sources, instant] = [readAll(row.sources, readSource), readAll(row.instant, readInstant)]
  const asOf = integer(row.asOf)
  return {
    available,
    pending,
    ...(sources && { sources }),
    ...(instant && { instant }),
    ...(asOf !== null && { asOf }),
  }
}

/** Null where it is no list, or something in it can't be read. */
function readAll<T>(stored: unknown, read: (each: unknown) => T | null): T[] | null {
  const all = list(stored)?.map(read) ?? null
  return all?.every((each) => each !== null) ? all : null
}

function readMoney(stored: unknown): Money | null {
  const [amount, currency] = [integer(record(stored).amount), currencyCode(record(stored).currency)]
  return amount === null || currency === null ? null : { amount, currency }
}

function readSource(stored: unknown): SourceAmount | null {
  const [money, source] = [readMoney(stored), oneOf(record(stored).source, SOURCES)]
  return money && source && { ...money, source }
}

function readInstant(stored: unknown): InstantAvailable | null {
  const money = readMoney(stored)
  const net = readAll(record(stored).net, (each) => {
    const [amount, destinationId] = [integer(record(each).amount), text(record(each).destinationId)]
    return amount === null || destinationId === null ? null : { amount, destinationId }
  })
  return money && net && { ...money, net }
}
