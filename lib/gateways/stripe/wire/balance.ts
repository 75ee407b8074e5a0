import 'server-only'
import { currencyCode, idOf, integer, isRecord, list, record } from '@/lib/domain/foreign'
import type { Balance, PayoutSource } from '@/lib/domain/money/balance'
import type { Money } from '@/lib/domain/money/money'

const SOURCES: readonly PayoutSource[] = ['card', 'bank_account', 'fpx']

/** A balance as Stripe answers it; null where its available or pending amounts cannot all be read: a part is no balance. */
export function readBalanceWire(wire: unknown): Balance | null {
  const { available, pending, instant_available: instant } = record(wire)
  const [settled, unsettled] = [readAmounts(available), readAmounts(pending)]
  if (!settled || !unsettled) return null
  return {
    available: settled.map(({ money }) => money),
    pending: unsettled.map(({ money }) => money),
    sources: settled.flatMap(({ money, wire: part }) => readSources(money.currency, record(part).source_types)),
    ...(instant !== undefined && { instant: readInstant(instant) }),
  }
}

function readMoney(wire: unknown): Money | null {
  const { amount, currency } = record(wire)
  const [minorUnits, code] = [integer(amount), currencyCode(currency)]
  return minorUnits === null || code === null ? null : { amount: minorUnits, currency: code }
}

/** One amount per currency, as Stripe promises; a currency that comes twice cannot be read. */
function readAmounts(wire: unknown): { money: Money; wire: unknown }[] | null {
  const parts = list(wire)?.map((part) => ({ money: readMoney(part), wire: part }))
  if (!parts) return null
  const read = parts.flatMap(({ money, wire: part }) => (money ? [{ money, wire: part }] : []))
  const currencies = new Set(read.map(({ money }) => money.currency))
  return read.length === parts.length && currencies.size === parts.length ? read : null
}

function readSources(currency: string, wire: unknown) {
  return SOURCES.flatMap((source) => {
    const amount = integer(record(wire)[source])
    return amount === null ? [] : [{ source, amount, currency }]
  })
}

function readInstant(wire: unknown): Balance['instant'] {
  return (list(wire) ?? []).flatMap((part) => {
    const money = readMoney(part)
    const net = isRecord(part) ? (list(part.net_available) ?? []) : []
    if (!money) return []
    const reached = net.flatMap((each) => {
      const [amount, destinationId] = [integer(record(each).amount), idOf(record(each).destination)]
      return amount === null || destinationId === null ? [] : [{ amount, destinationId }]
    })
    return [{ ...money, net: reached }]
  })
}
