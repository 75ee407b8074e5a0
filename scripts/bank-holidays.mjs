// Writes lib/domain/calendar/bank-holiday-data.ts: the weekdays on which banks do not settle, per calendar, 2026 to 2029.
//
//   node scripts/bank-holidays.mjs            write the file
//   node scripts/bank-holidays.mjs --check    exit 1 if the file is not what these rules give
//
// No package and no network: the rules are below, in the order Easter, weekday rules, moon. They were compared, day by
// day, with the npm package date-holidays 3.37.0 on 2026-11-22, and are alike but for approximate days (marked below) and
// - days it lacks nationwide: GB summer, most of CA, DK eves and Ascension Friday, CH 2 January and 1 May, AE 3 December,
//   HU and SK days in doubt, substitutes in BG, IE and TH, Buddhist days in TH, local days in MY and IN, CY Whit Monday;
// - days it has and we leave out: US Fridays for a Saturday (the Federal Reserve Banks stay open), AU days of one state,
//   year-end days on which euro payments settle (DE, AT, NL, FI) or banks close early (NO), SK 29 August, days in AE
//   that are not public holidays; and it has CY Clean Monday on a Tuesday.
// Where days come from:
// - Easter: the Gregorian computus (Meeus/Jones/Butcher); Orthodox Easter: the Julian one plus 13 days.
// - Chinese festivals: a table, from date-chinese 2.1.4 (computed astronomy, so not approximate).
// - Islamic days in the Gulf: the Umm al-Qura calendar of ICU, through Intl. The real day is announced on sighting.
// - Islamic days in Malaysia, Singapore and Indonesia: their limit (moon 3° high, 6.4° from the sun) is taken as a moon
//   12.5 hours old at sunset. Run for 2023 to 2026 it gives both Eids as Singapore keeps them (dates from memory).
// - Buddhist full moons: Meeus, Astronomical Algorithms, chapter 49, without the planetary terms (a few minutes).
// - Hindu days: a table, from memory of published almanacs. Approximate. (Deepavali 2028 is 17 October, the new moon of
//   18 October 02:57 UTC; date-holidays says 15 November.)
// To extend: change YEARS and MADE, fill the tables, run, read the diff.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const YEARS = [2026, 2027, 2028, 2029]
const MADE = '2026-11-28'
const TARGET_FILE = join(import.meta.dirname, '../lib/domain/calendar/bank-holiday-data.ts')

// A day is counted from 1970-01-01, as in lib/domain/calendar-date.ts; 0 is Sunday in weekday().
const DAY_MS = 86_400_000
const day = (year, month, date) => Date.UTC(year, month - 1, date) / DAY_MS
const iso = (number) => new Date(number * DAY_MS).toISOString().slice(0, 10)
const weekday = (number) => new Date(number * DAY_MS).getUTCDay()
const isWeekend = (number) => weekday(number) === 0 || weekday(number) === 6

const [SUN, MON, THU, FRI, SAT] = [0, 1, 4, 5, 6]

// ---- rules: year -> list of days ----

const fixed = (month, date) => (year) => [day(year, month, date)]

/** The nth weekday of a month; n = -1 is the last one. */
const nth = (n, wanted, month) => (year) => {
  if (n < 0) {
    const last = day(year, month + 1, 1) - 1
    return [last - ((weekday(last) - wanted + 7) % 7)]
  }
  const first = day(year, month, 1)
  return [first + ((wanted - weekday(first) + 7) % 7) + (n - 1) * 7]
}
/** The last such weekday strictly before a date. */
const before = (wanted, month, date) => (year) => {
  const last = day(year, month, date) - 1
  return [last - ((weekday(last) - wanted + 7) % 7)]
}
const onOrAfter = (wanted, month, date) => (year) => {
  const first = day(year, month, date)
  return [first + ((wanted - weekday(first) + 7) % 7)]
}
const dates =
  (...list) =>
  (year) =>
    list.filter((text) => text.startsWith(`${year}-`)).map((text) => Date.parse(text) / DAY_MS)

function easterSunday(year) {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3)
  const h = (19 * a + d + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return day(year, Math.floor(n / 31), (n % 31) + 1)
}
function orthodoxEasterSunday(year) {
  const d = (19 * (year % 19) + 15) % 30
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
  const n = d + e + 114
  return day(year, Math.floor(n / 31), (n % 31) + 1) + 13
}
const easter = (offset) => (year) => [easterSunday(year) + offset]
const orthodox = (offset) => (year) => [orthodoxEasterSunday(year) + offset]

// ---- other calendars, through Intl ----

function daysWhere(locale, matches) {
  const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', year: 'numeric', month: 'numeric', day: 'numeric' })
  return (year) => {
    const found = []
    for (let number = day(year, 1, 1); number <= day(year, 12, 31); number += 1) {
      const parts = Object.fromEntries(format.formatToParts(number * DAY_MS).map(({ type, value }) => [type, value]))
      if (matches(parts)) found.push(number)
    }
    return found
  }
}
const cached =
  (rule, memory = new Map()) =>
  (year) => {
    if (!memory.has(year)) memory.set(year, rule(year))
    return memory.get(year)
  }
// From the npm package date-chinese 2.1.4 (in date-holidays 3.37.0). ICU agrees but for the new year of 2027, where the
// moon is new at 23:56 Beijing time and ICU, less exact, answers 7 February; the almanac says the 6th.
const CHINESE = {
  '1/1': ['2026-02-17', '2027-02-06', '2028-01-26', '2029-02-13'],
  '4/8': ['2026-05-24', '2027-05-13', '2028-05-02', '2029-05-20'],
  '4/15': ['2026-05-31', '2027-05-20', '2028-05-09', '2029-05-27'],
  '5/5': ['2026-06-19', '2027-06-09', '2028-05-28', '2029-06-16'],
  '8/16': ['2026-09-26', '2027-09-16', '2028-10-04', '2029-09-23'],
  '9/9': ['2026-10-18', '2027-10-08', '2028-10-26', '2029-10-16'],
}
const chinese =
  (monthAndDay, plus = 0) =>
  (year) =>
    dates(...CHINESE[monthAndDay])(year).map((number) => number + plus)
const ummAlQura = (month, date) =>
  cached(daysWhere('en-u-ca-islamic-umalqura', (parts) => parts.month === String(month) && parts.day === String(date)))

// ---- the moon ----

/** The instant (days since 1970, fraction) of a new moon (whole k) or full moon (k + 0.5); k = 0 is 2000-01-06. */
function moonPhase(k) {
  const t = k / 1236.85
  const radians = (degrees) => ((degrees % 360) * Math.PI) / 180
  const sun = radians(2.5534 + 29.1053567 * k - 0.0000014 * t * t)
  const moon = radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t)
  const latitude = radians(160.7108 + 390.67050284 * k - 0.0016118 * t * t)
  const node = radians(124.7746 - 1.56375588 * k + 0.0020672 * t * t)
  const e = 1 - 0.002516 * t - 0.0000074 * t * t
  const full = k % 1 !== 0
  const terms = [
    [full ? -0.40614 : -0.4072, moon],
    [(full ? 0.17302 : 0.17241) * e, sun],
    [full ? 0.01614 : 0.01608, 2 * moon],
    [full ? 0.01043 : 0.01039, 2 * latitude],
    [(full ? 0.00734 : 0.00739) * e, moon - sun],
    [(full ? -0.00515 : -0.00514) * e, moon + sun],
    [(full ? 0.00209 : 0.00208) * e * e, 2 * sun],
    [-0.00111, moon - 2 * latitude],
    [-0.00057, moon + 2 * latitude],
    [0.00056 * e, 2 * moon + sun],
    [-0.00042, 3 * moon],
    [0.00042 * e, sun + 2 * latitude],
    [0.00038 * e, sun - 2 * latitude],
    [-0.00024 * e, 2 * moon - sun],
    [-0.00017, node],
  ]
  const julian =
    2_451_550.09766 +
    29.530588861 * k +
    0.00015437 * t * t +
    terms.reduce((sum, [size, angle]) => sum + size * Math.sin(angle), 0)
  const DELTA_T_DAYS = 70 / 86_400
  return julian - 2_440_587.5 - DELTA_T_DAYS
}
const phasesAround = (year, half) => {
  const first = Math.floor((year - 2000) * 12.3685) - 2
  return Array.from({ length: 18 }, (_, i) => moonPhase(first + i + half))
}
/** Islamic months in Malaysia, Singapore and Indonesia: sunset in Kuala Lumpur is near 11:15 UTC all year. */
function malayMonthStarts(year) {
  const SUNSET = 11.25 / 24
  return phasesAround(year, 0).map((conjunction) => {
    let evening = Math.floor(conjunction)
    while (evening + SUNSET - conjunction < 12.5 / 24) evening += 1
    return evening + 1
  })
}
/** The same day of the Islamic year as Umm al-Qura names it, by the month's start in South-East Asia. */
const malay = (month, date) => {
  const gulf = ummAlQura(month, 1)
  return (year) =>
    [year - 1, year, year + 1]
      .flatMap((around) =>
        gulf(around).map((start) => malayMonthStarts(around).find((own) => Math.abs(own - start) <= 3) ?? start),
      )
      .map((start) => start + date - 1)
      .filter((number) => new Date(number * DAY_MS).getUTCFullYear() === year)
      .filter((number, i, all) => all.indexOf(number) === i)
}
/** Full moon between two dates, in Thai days, which begin at six in the morning (23:00 UTC). */
const thaiFullMoon = (fromMonth, fromDate, toMonth, toDate) => (year) =>
  phasesAround(year, 0.5)
    .map((instant) => Math.floor(instant + 1 / 24))
    .filter((number) => number >= day(year, fromMonth, fromDate) && number <= day(year, toMonth, toDate))

// ---- what happens when a holiday falls on a weekend ----

const stays = () => false
const sundayMoves = (number) => weekday(number) === SUN
const weekendMoves = isWeekend

/** [name, rule, { moves, approximate }]: `moves` says which days get a substitute on the next day that is free. */
function holidaysOf(entries, { moves: usual = stays } = {}) {
  const real = []
  for (const [name, rule, { moves = usual, approximate = false } = {}] of entries) {
    for (const year of [YEARS[0] - 1, ...YEARS]) {
      for (const number of rule(year)) real.push({ number, name, moves, approximate })
    }
  }
  real.sort((a, b) => a.number - b.number)
  const taken = new Set(real.map(({ number }) => number))
  const substitutes = []
  for (const { number, name, moves, approximate } of real) {
    if (!moves(number)) continue
    let free = number + 1
    while (taken.has(free) || isWeekend(free)) free += 1
    taken.add(free)
    substitutes.push({ number: free, name: `${name} (substitute day)`, approximate })
  }
  return [...real, ...substitutes]
}

/** Japan: a weekday between two holidays is one too (Act on National Holidays, article 3). */
function withCitizensHolidays(list) {
  const taken = new Set(list.map(({ number }) => number))
  const between = list.filter(
    ({ number }) => taken.has(number + 2) && !taken.has(number + 1) && weekday(number + 1) !== SUN,
  )
  return [
    ...list,
    ...between.map(({ number }) => ({ number: number + 1, name: "Citizens' Holiday", approximate: false })),
  ]
}
/** Only the national days are subject to article 3; the banks' own days (31 Dec, 2 and 3 Jan) come on top. */
function japan() {
  const equinox = (month, base) => (year) => [
    day(year, month, Math.floor(base + 0.242194 * (year - 1980) - Math.floor((year - 1980) / 4))),
  ]
  const national = holidaysOf(
    [
      ["New Year's Day", fixed(1, 1)],
      ['Coming of Age Day', nth(2, MON, 1)],
      ['National Foundation Day', fixed(2, 11)],
      ["Emperor's Birthday", fixed(2, 23)],
      ['Vernal Equinox Day', equinox(3, 20.8431)],
      ['Showa Day', fixed(4, 29)],
      ['Constitution Day', fixed(5, 3)],
      ['Greenery Day', fixed(5, 4)],
      ["Children's Day", fixed(5, 5)],
      ['Marine Day', nth(3, MON, 7)],
      ['Mountain Day', fixed(8, 11)],
      ['Respect for the Aged Day', nth(3, MON, 9)],
      ['Autumnal Equinox Day', equinox(9, 23.2488)],
      ['Sports Day', nth(2, MON, 10)],
      ['Culture Day', fixed(11, 3)],
      ['Labour Thanksgiving Day', fixed(11, 23)],
    ],
    { moves: sundayMoves },
  )
  const bank = holidaysOf([
    ['Year-end bank holiday', fixed(12, 31)],
    ['New Year bank holiday', (year) => [day(year, 1, 2), day(year, 1, 3)]],
  ])
  return [...withCitizensHolidays(national), ...bank]
}

/** Hong Kong: a Sunday among the first three days of the new year adds the fourth. */
function hongKong() {
  return holidaysOf(
    [
      ["New Year's Day", fixed(1, 1)],
      ["Lunar New Year's Day", chinese('1/1')],
      ['Second day of Lunar New Year', chinese('1/1', 1)],
      ['Third day of Lunar New Year', chinese('1/1', 2)],
      // Solar term, 4 or 5 April: 4 April in a leap year and the year after it, in this period.
      ['Ching Ming Festival', dates('2026-04-05', '2027-04-05', '2028-04-04', '2029-04-04')],
      ['Good Friday', easter(-2)],
      ['Easter Monday', easter(1)],
      ['Labour Day', fixed(5, 1)],
      ["The Buddha's Birthday", chinese('4/8')],
      ['Tuen Ng Festival', chinese('5/5')],
      ['HKSAR Establishment Day', fixed(7, 1)],
      ['Day following the Mid-Autumn Festival', chinese('8/16')],
      ['National Day', fixed(10, 1)],
      ['Chung Yeung Festival', chinese('9/9')],
      ['Christmas Day', fixed(12, 25)],
      ['First weekday after Christmas Day', fixed(12, 26)],
    ],
    { moves: sundayMoves },
  )
}

// ---- the calendars ----

const APPROX = { approximate: true }
const newYear = ["New Year's Day", fixed(1, 1)]
const goodFriday = ['Good Friday', easter(-2)]
const easterMonday = ['Easter Monday', easter(1)]
const labourDay = ['Labour Day', fixed(5, 1)]
const ascension = ['Ascension Day', easter(39)]
const whitMonday = ['Whit Monday', easter(50)]
const corpusChristi = ['Corpus Christi', easter(60)]
const epiphany = ['Epiphany', fixed(1, 6)]
const assumption = ['Assumption', fixed(8, 15)]
const allSaints = ["All Saints' Day", fixed(11, 1)]
const immaculate = ['Immaculate Conception', fixed(12, 8)]
const christmasEve = ['Christmas Eve', fixed(12, 24)]
const christmas = ['Christmas Day', fixed(12, 25)]
const boxing = (name) => [name, fixed(12, 26)]
const midsummerEve = ['Midsummer Eve', onOrAfter(FRI, 6, 19)]
const diwali = dates('2026-11-08', '2027-10-28', '2028-10-17', '2029-11-05')

const MOON =
  'Religious days follow the moon and are confirmed only shortly before; they can fall a day earlier or later.'

// Every calendar: [title, entries or list, what is uncertain]. Euro countries list only what their banks close for
// beyond the TARGET days, because euro payouts settle on TARGET days whatever the country.
const CALENDARS = {
  // European Central Bank, TARGET closing days.
  TARGET: [
    'SEPA (TARGET) closing days',
    holidaysOf([newYear, goodFriday, easterMonday, labourDay, christmas, boxing('Boxing Day')]),
  ],
  // Federal Reserve Banks: a Saturday holiday is not moved, a Sunday one moves to Monday.
  US: [
    'Federal Reserve holidays',
    holidaysOf(
      [
        newYear,
        ['Martin Luther King Jr. Day', nth(3, MON, 1)],
        ["Presidents' Day", nth(3, MON, 2)],
        ['Memorial Day', nth(-1, MON, 5)],
        ['Juneteenth', fixed(6, 19)],
        ['Independence Day', fixed(7, 4)],
        ['Labor Day', nth(1, MON, 9)],
        ['Columbus Day', nth(2, MON, 10)],
        ['Veterans Day', fixed(11, 11)],
        ['Thanksgiving Day', nth(4, THU, 11)],
        christmas,
      ],
      { moves: sundayMoves },
    ),
  ],
  GB: [
    'Bank holidays in England and Wales',
    holidaysOf(
      [
        newYear,
        goodFriday,
        easterMonday,
        ['Early May bank holiday', nth(1, MON, 5)],
        ['Spring bank holiday', nth(-1, MON, 5)],
        ['Summer bank holiday', nth(-1, MON, 8)],
        christmas,
        boxing('Boxing Day'),
      ],
      { moves: weekendMoves },
    ),
  ],
  // Payments Canada: its systems close on these and on the next weekday when one falls on a weekend.
  CA: [
    'Payments Canada holidays',
    holidaysOf(
      [
        newYear,
        goodFriday,
        ['Victoria Day', before(MON, 5, 25)],
        ['Canada Day', fixed(7, 1)],
        ['Labour Day', nth(1, MON, 9)],
        ['National Day for Truth and Reconciliation', fixed(9, 30)],
        ['Thanksgiving Day', nth(2, MON, 10)],
        ['Remembrance Day', fixed(11, 11)],
        christmas,
        boxing('Boxing Day'),
      ],
      { moves: weekendMoves },
    ),
  ],
  // Settlement closes when both Sydney and Melbourne do; ANZAC Day on a weekend has no common substitute.
  AU: [
    'Public holidays in both Sydney and Melbourne',
    holidaysOf(
      [
        newYear,
        ['Australia Day', fixed(1, 26)],
        goodFriday,
        easterMonday,
        ['ANZAC Day', fixed(4, 25), { moves: stays }],
        ["King's Birthday", nth(2, MON, 6)],
        christmas,
        boxing('Boxing Day'),
      ],
      { moves: weekendMoves },
    ),
  ],
  // Matariki: the dates set by the Te Kāhui o Matariki Public Holiday Act 2022.
  NZ: [
    'New Zealand public holidays',
    holidaysOf(
      [
        newYear,
        ["Day after New Year's Day", fixed(1, 2)],
        ['Waitangi Day', fixed(2, 6)],
        goodFriday,
        easterMonday,
        ['ANZAC Day', fixed(4, 25)],
        ["King's Birthday", nth(1, MON, 6)],
        ['Matariki', dates('2026-07-10', '2027-06-25', '2028-07-14', '2029-07-06')],
        ['Labour Day', nth(4, MON, 10)],
        christmas,
        boxing('Boxing Day'),
      ],
      { moves: weekendMoves },
    ),
  ],
  JP: ['Japanese bank holidays', japan()],
  HK: ['Hong Kong general holidays', hongKong()],
  SG: [
    'Singapore public holidays',
    holidaysOf(
      [
        newYear,
        ['Chinese New Year', (year) => [...chinese('1/1')(year), ...chinese('1/1', 1)(year)]],
        ['Hari Raya Puasa', malay(10, 1), APPROX],
        goodFriday,
        labourDay,
        ['Hari Raya Haji', malay(12, 10), APPROX],
        ['Vesak Day', chinese('4/15'), APPROX],
        ['National Day', fixed(8, 9)],
        ['Deepavali', diwali, APPROX],
        christmas,
      ],
      { moves: sundayMoves },
    ),
    MOON,
  ],
  MY: [
    'Public holidays in Kuala Lumpur',
    holidaysOf(
      [
        newYear,
        ['Federal Territory Day', fixed(2, 1)],
        ['Thaipusam', dates('2026-02-01', '2027-01-22', '2028-02-10', '2029-01-30'), APPROX],
        ['Chinese New Year', (year) => [...chinese('1/1')(year), ...chinese('1/1', 1)(year)]],
        ['Nuzul Al-Quran', malay(9, 17), APPROX],
        ['Hari Raya Aidilfitri', (year) => [...malay(10, 1)(year), ...malay(10, 2)(year)], APPROX],
        labourDay,
        ['Wesak Day', chinese('4/15'), APPROX],
        ['Hari Raya Haji', malay(12, 10), APPROX],
        ["The King's Birthday", nth(1, MON, 6)],
        ['Awal Muharram', malay(1, 1), APPROX],
        ['National Day', fixed(8, 31)],
        ["The Prophet's Birthday", malay(3, 12), APPROX],
        ['Malaysia Day', fixed(9, 16)],
        ['Deepavali', diwali, APPROX],
        christmas,
      ],
      { moves: sundayMoves },
    ),
    `${MOON} State holidays outside Kuala Lumpur are not listed.`,
  ],
  // Bank of Thailand: weekend days get a substitute.
  TH: [
    'Thai bank holidays',
    holidaysOf(
      [
        newYear,
        ['Makha Bucha Day', thaiFullMoon(2, 8, 3, 8), APPROX],
        ['Chakri Memorial Day', fixed(4, 6)],
        // Three days, of which at most one gets a substitute.
        [
          'Songkran Festival',
          (year) => [day(year, 4, 13), day(year, 4, 14), day(year, 4, 15)],
          { moves: (number) => weekday(number) === SUN || (weekday(number) === SAT && iso(number).endsWith('-15')) },
        ],
        labourDay,
        ['Coronation Day', fixed(5, 4)],
        ['Visakha Bucha Day', thaiFullMoon(5, 5, 6, 2), APPROX],
        ["Queen Suthida's Birthday", fixed(6, 3)],
        ["The King's Birthday", fixed(7, 28)],
        ['Asanha Bucha Day', thaiFullMoon(7, 4, 8, 1), APPROX],
        ["The Queen Mother's Birthday", fixed(8, 12)],
        ['King Bhumibol Memorial Day', fixed(10, 13)],
        ['Chulalongkorn Day', fixed(10, 23)],
        ["King Bhumibol's Birthday", fixed(12, 5)],
        ['Constitution Day', fixed(12, 10)],
        ["New Year's Eve", fixed(12, 31)],
      ],
      { moves: weekendMoves },
    ),
    'Buddhist days follow the moon, and the government adds special holidays during the year.',
  ],
  IN: [
    'Bank holidays in Mumbai',
    holidaysOf([
      ['Republic Day', fixed(1, 26)],
      ['Maha Shivaratri', dates('2026-02-15', '2027-03-06', '2028-02-23', '2029-02-11'), APPROX],
      ['Shivaji Jayanti', fixed(2, 19)],
      ['Holi', dates('2026-03-03', '2027-03-22', '2028-03-11', '2029-03-01'), APPROX],
      ['Gudi Padwa', dates('2026-03-19', '2027-04-07', '2028-03-27', '2029-04-14'), APPROX],
      ['Ram Navami', dates('2026-03-26', '2027-04-15', '2028-04-03', '2029-04-23'), APPROX],
      ['Mahavir Jayanti', dates('2026-03-31', '2027-04-19', '2028-04-07', '2029-04-27'), APPROX],
      ['Annual closing of banks', fixed(4, 1)],
      goodFriday,
      ['Ambedkar Jayanti', fixed(4, 14)],
      ['Maharashtra Day', fixed(5, 1)],
      ['Buddha Purnima', dates('2026-05-01', '2027-05-20', '2028-05-08', '2029-05-27'), APPROX],
      ['Eid al-Fitr', malay(10, 1), APPROX],
      ['Eid al-Adha', malay(12, 10), APPROX],
      ['Muharram', malay(1, 10), APPROX],
      ['Independence Day', fixed(8, 15)],
      ['Eid-e-Milad', malay(3, 12), APPROX],
      ['Ganesh Chaturthi', dates('2026-09-14', '2027-09-04', '2028-08-23', '2029-09-11'), APPROX],
      ['Gandhi Jayanti', fixed(10, 2)],
      ['Dussehra', dates('2026-10-20', '2027-10-09', '2028-09-27', '2029-10-16'), APPROX],
      ['Diwali', dates('2026-11-08', '2027-10-29', '2028-10-17', '2029-11-05'), APPROX],
      ['Bali Pratipada', dates('2026-11-10', '2027-10-30', '2028-10-19', '2029-11-07'), APPROX],
      ['Guru Nanak Jayanti', dates('2026-11-24', '2027-11-14', '2028-11-02', '2029-11-21'), APPROX],
      christmas,
    ]),
    'India sets bank holidays state by state and year by year; those of other states are not listed.',
  ],
  ID: [
    'Indonesian national holidays',
    holidaysOf([
      newYear,
      ["Isra Mi'raj", malay(7, 27), APPROX],
      ['Chinese New Year', chinese('1/1')],
      ['Nyepi', dates('2026-03-19', '2027-03-08', '2028-03-26', '2029-03-15'), APPROX],
      ['Eid al-Fitr', (year) => [...malay(10, 1)(year), ...malay(10, 2)(year)], APPROX],
      goodFriday,
      labourDay,
      ascension,
      ['Vesak Day', chinese('4/15'), APPROX],
      ['Eid al-Adha', malay(12, 10), APPROX],
      ['Pancasila Day', fixed(6, 1)],
      ['Islamic New Year', malay(1, 1), APPROX],
      ['Independence Day', fixed(8, 17)],
      ["The Prophet's Birthday", malay(3, 12), APPROX],
      christmas,
    ]),
    `${MOON} Collective leave days, decreed every year, are not listed.`,
  ],
  AE: [
    'United Arab Emirates public holidays',
    holidaysOf([
      newYear,
      ['Eid al-Fitr', (year) => [1, 2, 3].flatMap((date) => ummAlQura(10, date)(year)), APPROX],
      ['Arafat Day', ummAlQura(12, 9), APPROX],
      ['Eid al-Adha', (year) => [10, 11, 12].flatMap((date) => ummAlQura(12, date)(year)), APPROX],
      ['Islamic New Year', ummAlQura(1, 1), APPROX],
      ["The Prophet's Birthday", ummAlQura(3, 12), APPROX],
      ['National Day', (year) => [day(year, 12, 2), day(year, 12, 3)]],
    ]),
    `${MOON} The government may move a holiday to the start or end of a week.`,
  ],
  BR: [
    'Brazilian bank holidays',
    holidaysOf([
      newYear,
      ['Carnival', (year) => [easterSunday(year) - 48, easterSunday(year) - 47]],
      goodFriday,
      ['Tiradentes Day', fixed(4, 21)],
      labourDay,
      corpusChristi,
      ['Independence Day', fixed(9, 7)],
      ['Our Lady of Aparecida', fixed(10, 12)],
      ["All Souls' Day", fixed(11, 2)],
      ['Republic Day', fixed(11, 15)],
      ['Black Awareness Day', fixed(11, 20)],
      christmas,
    ]),
  ],
  MX: [
    'Mexican bank holidays',
    holidaysOf([
      newYear,
      ['Constitution Day', nth(1, MON, 2)],
      ["Benito Juárez's Birthday", nth(3, MON, 3)],
      ['Maundy Thursday', easter(-3)],
      goodFriday,
      labourDay,
      ['Independence Day', fixed(9, 16)],
      ["All Souls' Day", fixed(11, 2)],
      ['Revolution Day', nth(3, MON, 11)],
      ['Day of the Virgin of Guadalupe', fixed(12, 12)],
      christmas,
    ]),
  ],
  CH: [
    'Swiss bank holidays',
    holidaysOf([
      newYear,
      ["Berchtold's Day", fixed(1, 2)],
      goodFriday,
      easterMonday,
      ['Labour Day', fixed(5, 1), APPROX],
      ascension,
      whitMonday,
      ['National Day', fixed(8, 1)],
      christmas,
      boxing("St Stephen's Day"),
    ]),
    'Holidays differ by canton; 1 May is not a holiday everywhere.',
  ],
  SE: [
    'Swedish bank holidays',
    holidaysOf([
      newYear,
      epiphany,
      goodFriday,
      easterMonday,
      labourDay,
      ascension,
      ['National Day', fixed(6, 6)],
      midsummerEve,
      christmasEve,
      christmas,
      boxing('Boxing Day'),
      ["New Year's Eve", fixed(12, 31)],
    ]),
  ],
  DK: [
    'Danish bank holidays',
    holidaysOf([
      newYear,
      ['Maundy Thursday', easter(-3)],
      goodFriday,
      easterMonday,
      ascension,
      ['Day after Ascension Day', easter(40)],
      whitMonday,
      ['Constitution Day', fixed(6, 5)],
      christmasEve,
      christmas,
      boxing('Boxing Day'),
      ["New Year's Eve", fixed(12, 31)],
    ]),
  ],
  NO: [
    'Norwegian bank holidays',
    holidaysOf([
      newYear,
      ['Maundy Thursday', easter(-3)],
      goodFriday,
      easterMonday,
      labourDay,
      ['Constitution Day', fixed(5, 17)],
      ascension,
      whitMonday,
      ['Christmas Eve', fixed(12, 24), APPROX],
      christmas,
      boxing('Boxing Day'),
    ]),
    'Banks close early on 24 December; whether payouts settle that day is not known.',
  ],
  PL: [
    'Polish public holidays',
    holidaysOf([
      newYear,
      epiphany,
      easterMonday,
      labourDay,
      ['Constitution Day', fixed(5, 3)],
      corpusChristi,
      assumption,
      allSaints,
      ['Independence Day', fixed(11, 11)],
      christmasEve,
      christmas,
      boxing('Boxing Day'),
    ]),
  ],
  CZ: [
    'Czech public holidays',
    holidaysOf([
      newYear,
      goodFriday,
      easterMonday,
      labourDay,
      ['Liberation Day', fixed(5, 8)],
      ['Saints Cyril and Methodius Day', fixed(7, 5)],
      ['Jan Hus Day', fixed(7, 6)],
      ['Statehood Day', fixed(9, 28)],
      ['Independence Day', fixed(10, 28)],
      ['Freedom and Democracy Day', fixed(11, 17)],
      christmasEve,
      christmas,
      boxing("St Stephen's Day"),
    ]),
  ],
  RO: [
    'Romanian public holidays',
    holidaysOf([
      ["New Year's Day", (year) => [day(year, 1, 1), day(year, 1, 2)]],
      epiphany,
      ['Saint John the Baptist', fixed(1, 7)],
      ['Unification Day', fixed(1, 24)],
      ['Orthodox Good Friday', orthodox(-2)],
      ['Orthodox Easter Monday', orthodox(1)],
      labourDay,
      ["Children's Day", fixed(6, 1)],
      ['Orthodox Whit Monday', orthodox(50)],
      assumption,
      ["St Andrew's Day", fixed(11, 30)],
      ['National Day', fixed(12, 1)],
      ['Christmas Day', (year) => [day(year, 12, 25), day(year, 12, 26)]],
    ]),
  ],
  HU: [
    'Hungarian public holidays',
    holidaysOf([
      newYear,
      ['1848 Revolution Day', fixed(3, 15)],
      goodFriday,
      easterMonday,
      labourDay,
      whitMonday,
      ["St Stephen's Day", fixed(8, 20)],
      ['1956 Revolution Day', fixed(10, 23)],
      allSaints,
      ['Christmas Eve', fixed(12, 24), APPROX],
      christmas,
      boxing('Boxing Day'),
    ]),
    'Days swapped with a Saturday, decreed every year, are not listed.',
  ],

  DE: ['German nationwide holidays', holidaysOf([ascension, whitMonday, ['German Unity Day', fixed(10, 3)]])],
  FR: [
    'French public holidays',
    holidaysOf([
      ['Victory Day', fixed(5, 8)],
      ascension,
      whitMonday,
      ['Bastille Day', fixed(7, 14)],
      assumption,
      allSaints,
      ['Armistice Day', fixed(11, 11)],
    ]),
  ],
  ES: [
    'Spanish national holidays',
    holidaysOf([
      epiphany,
      assumption,
      ['National Day', fixed(10, 12)],
      allSaints,
      ['Constitution Day', fixed(12, 6)],
      immaculate,
    ]),
  ],
  IT: [
    'Italian public holidays',
    holidaysOf([
      epiphany,
      ['Liberation Day', fixed(4, 25)],
      ['Republic Day', fixed(6, 2)],
      assumption,
      ['Saint Francis Day', fixed(10, 4)],
      allSaints,
      immaculate,
    ]),
  ],
  NL: ['Dutch public holidays', holidaysOf([["King's Day", fixed(4, 27)], ascension, whitMonday])],
  BE: [
    'Belgian bank holidays',
    holidaysOf([
      ascension,
      ['Day after Ascension Day', easter(40)],
      whitMonday,
      ['National Day', fixed(7, 21)],
      assumption,
      allSaints,
      ['Armistice Day', fixed(11, 11)],
    ]),
  ],
  AT: [
    'Austrian public holidays',
    holidaysOf([
      epiphany,
      ascension,
      whitMonday,
      corpusChristi,
      assumption,
      ['National Day', fixed(10, 26)],
      allSaints,
      immaculate,
    ]),
  ],
  IE: [
    'Irish bank holidays',
    holidaysOf(
      [
        newYear,
        // The first Monday of February, or 1 February itself where that is a Friday.
        ["St Brigid's Day", (year) => (weekday(day(year, 2, 1)) === FRI ? [day(year, 2, 1)] : nth(1, MON, 2)(year))],
        ["St Patrick's Day", fixed(3, 17)],
        ['May bank holiday', nth(1, MON, 5)],
        ['June bank holiday', nth(1, MON, 6)],
        ['August bank holiday', nth(1, MON, 8)],
        ['October bank holiday', nth(-1, MON, 10)],
        christmas,
        boxing("St Stephen's Day"),
      ],
      { moves: weekendMoves },
    ),
  ],
  PT: [
    'Portuguese public holidays',
    holidaysOf([
      ['Freedom Day', fixed(4, 25)],
      corpusChristi,
      ['Portugal Day', fixed(6, 10)],
      assumption,
      ['Republic Day', fixed(10, 5)],
      allSaints,
      ['Restoration of Independence', fixed(12, 1)],
      immaculate,
    ]),
  ],
  FI: [
    'Finnish bank holidays',
    holidaysOf([epiphany, ascension, midsummerEve, ['Independence Day', fixed(12, 6)], christmasEve]),
  ],
  LU: [
    'Luxembourg public holidays',
    holidaysOf([
      ascension,
      ['Europe Day', fixed(5, 9)],
      whitMonday,
      ['National Day', fixed(6, 23)],
      assumption,
      allSaints,
    ]),
  ],
  GR: [
    'Greek public holidays',
    holidaysOf([
      epiphany,
      ['Clean Monday', orthodox(-48)],
      ['Independence Day', fixed(3, 25)],
      ['Orthodox Good Friday', orthodox(-2)],
      ['Orthodox Easter Monday', orthodox(1)],
      // 1 May 2027 is a Saturday and the day before Orthodox Easter.
      ['Labour Day (substitute day)', dates('2027-05-04')],
      ['Orthodox Whit Monday', orthodox(50)],
      assumption,
      ['Ochi Day', fixed(10, 28)],
    ]),
  ],
  CY: [
    'Cypriot public holidays',
    holidaysOf([
      epiphany,
      ['Clean Monday', orthodox(-48)],
      ['Greek Independence Day', fixed(3, 25)],
      ['Cyprus National Day', fixed(4, 1)],
      ['Orthodox Good Friday', orthodox(-2)],
      ['Orthodox Easter Monday', orthodox(1)],
      ['Orthodox Easter Tuesday', orthodox(2)],
      ['Orthodox Whit Monday', orthodox(50)],
      assumption,
      ['Independence Day', fixed(10, 1)],
      ['Ochi Day', fixed(10, 28)],
    ]),
  ],
  MT: [
    'Maltese public holidays',
    holidaysOf([
      ["St Paul's Shipwreck", fixed(2, 10)],
      ["St Joseph's Day", fixed(3, 19)],
      ['Freedom Day', fixed(3, 31)],
      ['Sette Giugno', fixed(6, 7)],
      ['St Peter and St Paul', fixed(6, 29)],
      assumption,
      ['Victory Day', fixed(9, 8)],
      ['Independence Day', fixed(9, 21)],
      immaculate,
      ['Republic Day', fixed(12, 13)],
    ]),
  ],
  EE: [
    'Estonian public holidays',
    holidaysOf([
      ['Independence Day', fixed(2, 24)],
      ['Victory Day', fixed(6, 23)],
      ["St John's Day", fixed(6, 24)],
      ['Restoration of Independence', fixed(8, 20)],
      christmasEve,
    ]),
  ],
  LV: [
    'Latvian public holidays',
    holidaysOf([
      ['Restoration of Independence', fixed(5, 4), { moves: weekendMoves }],
      // Decreed for 2026: worked on a Saturday instead.
      ['Day before Midsummer Eve', dates('2026-06-22'), APPROX],
      ['Midsummer Eve', fixed(6, 23)],
      ["St John's Day", fixed(6, 24)],
      ['Proclamation Day', fixed(11, 18), { moves: weekendMoves }],
      christmasEve,
      ["New Year's Eve", fixed(12, 31)],
    ]),
    'Days off that are decreed for a year may not bind every bank.',
  ],
  LT: [
    'Lithuanian public holidays',
    holidaysOf([
      ['Restoration of the State', fixed(2, 16)],
      ['Restoration of Independence', fixed(3, 11)],
      ["St John's Day", fixed(6, 24)],
      ['Statehood Day', fixed(7, 6)],
      assumption,
      allSaints,
      ["All Souls' Day", fixed(11, 2)],
      christmasEve,
    ]),
  ],
  SI: [
    'Slovenian public holidays',
    holidaysOf([
      ["New Year's Day", fixed(1, 2)],
      ['Prešeren Day', fixed(2, 8)],
      ['Resistance Day', fixed(4, 27)],
      ['Labour Day', fixed(5, 2)],
      ['Statehood Day', fixed(6, 25)],
      assumption,
      ['Reformation Day', fixed(10, 31)],
      allSaints,
    ]),
  ],
  SK: [
    'Slovak public holidays',
    holidaysOf([
      epiphany,
      ['Victory Day', fixed(5, 8), APPROX],
      ['Saints Cyril and Methodius Day', fixed(7, 5)],
      ['Our Lady of Sorrows', fixed(9, 15), APPROX],
      allSaints,
      christmasEve,
    ]),
    'Which days are days off is being changed by law.',
  ],
  HR: [
    'Croatian public holidays',
    holidaysOf([
      epiphany,
      corpusChristi,
      ['Statehood Day', fixed(5, 30)],
      ['Anti-Fascist Struggle Day', fixed(6, 22)],
      ['Victory Day', fixed(8, 5)],
      assumption,
      allSaints,
      ['Remembrance Day', fixed(11, 18)],
    ]),
  ],
  BG: [
    'Bulgarian public holidays',
    holidaysOf(
      [
        // TARGET days themselves, but not the days that stand in for them after a weekend.
        newYear,
        labourDay,
        christmas,
        boxing('Second day of Christmas'),
        ['Liberation Day', fixed(3, 3)],
        ['Orthodox Good Friday', orthodox(-2), { moves: stays }],
        ['Orthodox Easter Monday', orthodox(1), { moves: stays }],
        ["St George's Day", fixed(5, 6)],
        ['Culture Day', fixed(5, 24)],
        ['Unification Day', fixed(9, 6)],
        ['Independence Day', fixed(9, 22)],
        ['Christmas Eve', fixed(12, 24)],
      ],
      { moves: weekendMoves },
    ),
  ],
}

// ---- the file ----

const EURO = [
  'DE',
  'FR',
  'ES',
  'IT',
  'NL',
  'BE',
  'AT',
  'IE',
  'PT',
  'FI',
  'LU',
  'GR',
  'CY',
  'MT',
  'EE',
  'LV',
  'LT',
  'SI',
  'SK',
  'HR',
  'BG',
]

/** One holiday a line: name, then its weekdays as yymmdd. Weekends are left out: nothing settles on them anyway. */
function lines(code, list) {
  const targetDays = new Set(EURO.includes(code) ? CALENDARS.TARGET[1].map(({ number }) => number) : [])
  const byName = new Map()
  const seen = new Set()
  for (const { number, name, approximate } of [...list].sort((a, b) => a.number - b.number)) {
    const year = new Date(number * DAY_MS).getUTCFullYear()
    if (isWeekend(number) || seen.has(number) || targetDays.has(number) || !YEARS.includes(year)) continue
    seen.add(number)
    const key = `${approximate ? '~' : ''}${name}`
    byName.set(key, [...(byName.get(key) ?? []), iso(number).slice(2).replaceAll('-', '')])
  }
  return [...byName].map(([name, days]) => `${name}|${days.join(' ')}`)
}

function fileText() {
  const calendars = Object.entries(CALENDARS).map(([code, [title, list, approximate]]) => {
    const quoted = (text) => (text.includes("'") ? `"${text}"` : `'${text}'`)
    return [
      `    ${code}: {`,
      `      title: ${quoted(title)},`,
      // The formatter moves a long string to its own line.
      approximate === undefined
        ? '      approximate: null,'
        : `      approximate: ${quoted(approximate)},`.length > 120
          ? `      approximate:\n        ${quoted(approximate)},`
          : `      approximate: ${quoted(approximate)},`,
      '      days: `',
      ...lines(code, list),
      '`,',
      '    },',
    ].join('\n')
  })
  return `// Written by scripts/bank-holidays.mjs, which holds the rules and their sources. Change it there, not here.

import type { HolidayBook } from './bank-holidays'

/**
 * Weekdays on which banks do not settle. One holiday a line: its name (with ~ before it where the day is approximate),
 * then its days as yymmdd. Euro countries list what they close for beyond the TARGET days.
 */
export const HOLIDAY_DATA: HolidayBook = {
  made: '${MADE}',
  from: '${YEARS[0]}-01-01',
  to: '${YEARS.at(-1)}-12-31',
  source: 'Spillway holiday rules (scripts/bank-holidays.mjs), compared with date-holidays 3.37.0',
  calendars: {
${calendars.join('\n')}
  },
}
`
}

const text = fileText()
if (process.argv.includes('--check')) {
  if (readFileSync(TARGET_FILE, 'utf8') !== text) {
    console.error(
      'lib/domain/calendar/bank-holiday-data.ts is not what scripts/bank-holidays.mjs writes: run it again.',
    )
    process.exit(1)
  }
} else {
  writeFileSync(TARGET_FILE, text)
  console.log(
    `lib/domain/calendar/bank-holiday-data.ts: ${Object.keys(CALENDARS).length} calendars, ${Buffer.byteLength(text)} bytes`,
  )
}
