import { bankHolidayCountry, isEuroCountry } from '../accounts/country-rules'
import { calendarDate, dayNumber, requireCalendarDate, weekdayIndex } from './calendar-date'

/**
 * A dated list of bank holidays. `made`, `from` and `to` are `YYYY-MM-DD`. Each calendar's `days` holds one holiday a
 * line, `name|yymmdd yymmdd …`, with `~` before the name where the day is only approximate.
 */
export type HolidayBook = {
  made: string
  from: string
  to: string
  source: string
  calendars: Readonly<Record<string, { title: string; approximate: string | null; days: string }>>
}

export type BankHoliday = { name: string; isApproximate: boolean }

/** The days on which money does not move, and how far that is known. Days are day numbers (calendar-date.ts). */
export type HolidayCalendar = {
  /** A country, `TARGET`, a euro country with `TARGET` (`FR+TARGET`), or `weekends` where no list is known. */
  id: string
  title: string
  /** Why some of its days are uncertain, for people; null where none is. */
  approximate: string | null
  firstDay: number
  /** The last day the list speaks of; after it only weekends are known. */
  lastDay: number
  holidays: ReadonlyMap<number, BankHoliday>
}

/**
 * The two calendars of a payout: `settlement`, the days on which it can be sent and cross, and `bank`, the days on
 * which the receiving bank also works. They differ only for euro payouts, which settle on TARGET days whatever the
 * country's own holidays (European Central Bank), while a bank closed that day may credit them later (assumption).
 * `country` is an ISO 3166 code; `currency`, an ISO 4217 code, is taken to be the country's own when it isn't known.
 */
export function payoutCalendars(
  book: HolidayBook,
  country: string | null,
  currency?: string | null,
): { settlement: HolidayCalendar; bank: HolidayCalendar } {
  // Anything but a code of two letters is no country; the ids of joined calendars below are longer.
  const code = country !== null && /^[a-z]{2}$/i.test(country) ? country.toUpperCase() : ''
  const own = bankHolidayCountry(code)
  const hasEuro = isEuroCountry(code)
  const bank = findCalendar(book, hasEuro ? `${own}+TARGET` : own)
  const isEuroPayout = currency == null ? hasEuro : currency.toUpperCase() === 'EUR'
  if (isEuroPayout) return { settlement: findCalendar(book, 'TARGET'), bank: hasEuro ? bank : withTarget(book, own) }
  return { settlement: bank, bank }
}

/** The part of a book that `payoutCalendars` needs for a country and currency, for a browser, which gets no more. */
export function holidaysOf(book: HolidayBook, country: string | null, currency?: string | null): HolidayBook {
  const { settlement, bank } = payoutCalendars(book, country, currency)
  const ids = new Set([settlement, bank].flatMap(({ id }) => id.split('+')))
  return { ...book, calendars: Object.fromEntries(Object.entries(book.calendars).filter(([id]) => ids.has(id))) }
}

/** Whether a day is neither a weekend nor a listed holiday. */
export function isBusinessDay(calendar: HolidayCalendar, day: number): boolean {
  return weekdayIndex(day) < 5 && !calendar.holidays.has(day)
}

/** The day itself where it is a business day, else the next one. */
export function businessDayFrom(calendar: HolidayCalendar, day: number): number {
  let next = day
  while (!isBusinessDay(calendar, next)) next += 1
  return next
}

/** The nth business day after a day (n = 0 is the day itself), or before it where n is negative. */
export function addBusinessDays(calendar: HolidayCalendar, day: number, count: number): number {
  const step = count < 0 ? -1 : 1
  let current = day
  for (let left = Math.abs(count); left > 0; ) {
    current += step
    if (isBusinessDay(calendar, current)) left -= 1
  }
  return current
}

const parsedBooks = new WeakMap<HolidayBook, Map<string, HolidayCalendar>>()

/** Reading a list takes longer than a forecast, so each is read once. */
function findCalendar(book: HolidayBook, id: string): HolidayCalendar {
  const parsed = parsedBooks.get(book) ?? new Map<string, HolidayCalendar>()
  parsedBooks.set(book, parsed)
  const known = parsed.get(id)
  if (known) return known
  const calendar = readCalendar(book, id)
  // Unknown ids are people's input: only real calendars are kept.
  if (calendar.id === id) parsed.set(id, calendar)
  return calendar
}

function withTarget(book: HolidayBook, id: string): HolidayCalendar {
  return Object.hasOwn(book.calendars, id) ? findCalendar(book, `${id}+TARGET`) : findCalendar(book, 'TARGET')
}

function readCalendar(book: HolidayBook, id: string): HolidayCalendar {
  const sources = id.split('+').map((name) => (Object.hasOwn(book.calendars, name) ? book.calendars[name] : undefined))
  const own = sources[0]
  if (!own || sources.includes(undefined)) {
    return {
      id: 'weekends',
      title: 'Weekends only',
      approximate: 'No list of bank holidays is kept for this country.',
      firstDay: 0,
      lastDay: -1,
      holidays: new Map(),
    }
  }
  const holidays = new Map<number, BankHoliday>()
  for (const source of sources) {
    for (const [day, holiday] of readDays(source?.days ?? '')) holidays.set(day, holiday)
  }
  return {
    id,
    title: own.title,
    approximate: own.approximate,
    firstDay: dayNumber(requireCalendarDate(book.from)),
    lastDay: dayNumber(requireCalendarDate(book.to)),
    holidays,
  }
}

function readDays(text: string): [number, BankHoliday][] {
  return text
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const [label = '', days = ''] = line.split('|')
      const isApproximate = label.startsWith('~')
      const holiday = { name: isApproximate ? label.slice(1) : label, isApproximate }
      return days.split(' ').map((day): [number, BankHoliday] => [readShortDay(day), holiday])
    })
}

function readShortDay(text: string): number {
  return dayNumber(calendarDate(2000 + Number(text.slice(0, 2)), Number(text.slice(2, 4)), Number(text.slice(4))))
}
