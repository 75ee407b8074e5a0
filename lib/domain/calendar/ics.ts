import { addDays, type CalendarDate } from './calendar-date'

/** A day of the calendar feed. `id` is stable: the same payout keeps it each time the feed is read. */
export type CalendarEntry = { id: string; date: CalendarDate; title: string; description: string }

export type CalendarFeed = {
  name: string
  /** When the text was made, epoch milliseconds (DTSTAMP). */
  madeAt: number
  /** Makes ids unique in the world, e.g. the product's host name. */
  domain: string
  entries: readonly CalendarEntry[]
}

/**
 * An iCalendar text (RFC 5545) of all-day entries that do not block anyone's time: lines end in CRLF and are folded at
 * 75 octets, and text is escaped. NAME and REFRESH-INTERVAL are RFC 7986; X-WR-CALNAME is for readers that lack NAME.
 */
export function writeCalendar({ name, madeAt, domain, entries }: CalendarFeed): string {
  const stamp = utcStamp(madeAt)
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Spillway//Payout calendar//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:P1D',
    ...entries.flatMap(({ id, date, title, description }) => [
      'BEGIN:VEVENT',
      `UID:${escaped(`${id}@${domain}`)}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${compact(date)}`,
      `DTEND;VALUE=DATE:${compact(addDays(date, 1))}`,
      `SUMMARY:${escaped(title)}`,
      `DESCRIPTION:${escaped(description)}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

const LINE_OCTETS = 75

/** Continuation lines begin with a space, which counts. A character is never cut in two. */
function folded(line: string): string {
  const pieces: string[] = []
  let piece = ''
  let octets = 0
  for (const character of line) {
    const size = utf8Octets(character)
    if (octets + size > LINE_OCTETS) {
      pieces.push(piece)
      piece = ' '
      octets = 1
    }
    piece += character
    octets += size
  }
  return [...pieces, piece].join('\r\n')
}

function utf8Octets(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return 1
  if (code < 0x800) return 2
  return code < 0x10000 ? 3 : 4
}

/** RFC 5545, 3.3.11. Control characters are not allowed in text, and half a surrogate pair is no character. */
function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      .replaceAll(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
      .replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
      .replaceAll(/[\\;,]/g, (character) => `\\${character}`)
      .replaceAll('\n', '\\n')
  )
}

function compact(date: CalendarDate): string {
  return date.replaceAll('-', '')
}

function utcStamp(instant: number): string {
  return new Date(instant)
    .toISOString()
    .replace(/\.\d{3}Z$/, 'Z')
    .replaceAll(/[-:]/g, '')
}
