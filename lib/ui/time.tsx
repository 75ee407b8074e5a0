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

const parts = (at: Date, timeZone?: string) =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone,
    timeZoneName: 'short',
  }).format(at)

const utcFormat = (year?: 'numeric') =>
  new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year,
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone: 'UTC',
  })

/** Made once, because a page shows many of them. */
const [utc, utcWithYear] = [utcFormat(), utcFormat('numeric')]

/** With the year where it isn't the current one. */
const inUtc = (at: Date) => (at.getUTCFullYear() === new Date().getUTCFullYear() ? utc : utcWithYear).format(at)

/** Whether the page shows times in the reader's own zone, with UTC on hover. */
const isLocal = () => document.querySelector('[data-local-times]') !== null

const localFormat = (at: Date) =>
  new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: at.getFullYear() === new Date().getFullYear() ? undefined : 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZoneName: 'short',
  }).format(at)

/** A time in UTC and its age, with the reader's own zone on hover. Only the browser knows that zone and the age. */
export function Time({ at, ageOnly = false }: { at: Date | string; ageOnly?: boolean }) {
  const instant = new Date(at)
  const now = useSyncExternalStore(
    clock,
    () => Math.floor(Date.now() / MINUTE),
    () => null,
  )
  const age = now === null ? null : relative(instant.getTime(), Date.now())
  const local = now === null ? undefined : `${parts(instant)} · ${parts(instant, 'UTC')}`
  return (
    <time dateTime={instant.toISOString()} title={local} className="tabular whitespace-nowrap">
      {/* The year may have turned between the server and the browser. */}
      <span suppressHydrationWarning>
        {ageOnly && age ? age : now !== null && isLocal() ? localFormat(instant) : `${inUtc(instant)} UTC`}
      </span>
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
  return <time dateTime={instant.toISOString()}>{parts(instant, isInBrowser ? undefined : 'UTC')}</time>
}
