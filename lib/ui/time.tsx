'use client'
import { useSyncExternalStore } from 'react'

const MINUTE = 60_000
const UNITS = [
  ['day', 24 * 60 * MINUTE],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
] as const

/** Null for a time to come, which has no age; clocks differ by less than a minute. */
function relative(at: number, now: number): string | null {
  const age = now - at
  if (age < -MINUTE) return null
  const unit = UNITS.find(([, length]) => age >= length)
  return unit ? `${Math.floor(age / unit[1])} ${unit[0]}${age >= 2 * unit[1] ? 's' : ''} ago` : 'just now'
}

function clock(onTick: () => void) {
  const timer = setInterval(onTick, MINUTE / 2)
  return () => clearInterval(timer)
}

/** IANA; undefined is the reader's own. */
type Zone = string | undefined

/** Made once, because a page shows many of them. */
const formats = new Map<string, Intl.DateTimeFormat>()

function format(at: Date, timeZone: Zone, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify([timeZone, options])
  const made =
    formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...MINUTES, ...options, timeZone, timeZoneName: 'short' })
  formats.set(key, made)
  return made.format(at)
}

const MINUTES = {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
} as const satisfies Intl.DateTimeFormatOptions

const inFull = (at: Date, timeZone: Zone) => format(at, timeZone, { weekday: 'short', year: 'numeric' })

const isThisYear = (at: Date) => at.getUTCFullYear() === new Date().getUTCFullYear()

/** In the reader's zone, in that of the account whose page this is, and in UTC. A browser may not know the account's. */
function onHover(at: Date): string {
  const zone = document.querySelector<HTMLElement>('[data-time-zone]')?.dataset.timeZone
  const inZones = new Set([undefined, zone, 'UTC'].map((each) => inZone(at, each)))
  return [...inZones].filter((each) => each !== null).join(' · ')
}

function inZone(at: Date, zone: Zone): string | null {
  try {
    return inFull(at, zone)
  } catch {
    return null
  }
}

type TimeProps = {
  at: Date | string | number
  ageOnly?: boolean
  /** Otherwise the current year is left out. */
  hasYear?: boolean
}

/** As the record shows when something happened. */
export const RecordedTime = ({ at }: Pick<TimeProps, 'at'>) => <Time at={at} hasYear />

/**
 * A time in the reader's own zone and its age, with the account's zone and UTC on hover. Only the browser knows the zone and
 * the age; until then it is in UTC.
 */
export function Time({ at, ageOnly = false, hasYear = false }: TimeProps) {
  const instant = new Date(at)
  const now = useSyncExternalStore(
    clock,
    () => Math.floor(Date.now() / MINUTE),
    () => null,
  )
  const age = now === null ? null : relative(instant.getTime(), Date.now())
  const local = now === null ? undefined : onHover(instant)
  const day = () =>
    format(instant, now === null ? 'UTC' : undefined, hasYear || !isThisYear(instant) ? { year: 'numeric' } : {})
  return (
    <time dateTime={instant.toISOString()} title={local} className="tabular whitespace-nowrap">
      {/* The year may have turned between the server and the browser. */}
      <span suppressHydrationWarning>{ageOnly && age ? age : day()}</span>
      {!ageOnly && age && <span className="text-muted">{` · ${age}`}</span>}
    </time>
  )
}

/** The same instant in the reader's own zone, which only the browser knows: in UTC until it has taken over. */
export function LocalTime({ at }: { at: Date | string }) {
  const instant = new Date(at)
  const isInBrowser = useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
  return <time dateTime={instant.toISOString()}>{inFull(instant, isInBrowser ? undefined : 'UTC')}</time>
}
