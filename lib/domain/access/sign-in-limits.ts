/**
 * When a password may be tried. Someone who guesses must be slow, and must not be able to lock the rightful person out:
 * a device on which that person has signed in before has its own count, which nobody else can use up. Elsewhere the
 * places from which an email is tried share a schedule, in which a place that has to wait is given a time of its own.
 * All times are milliseconds since 1970.
 */

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Wrong passwords from one device or place before the first pause; each further one doubles the pause. */
const WITHOUT_PAUSE = 5
const FIRST_PAUSE = 30 * SECOND
const LONGEST_PAUSE = 15 * MINUTE

/** Tries at one email from all places together: so many at once, then one in each interval. */
const AT_ONCE = 10
const INTERVAL = 30 * SECOND

/** How far ahead a place is given a time, and for how long it may use it. */
const FARTHEST = 15 * MINUTE
const KEPT = 5 * MINUTE

/** Tries from one address at any emails in one window. */
const PER_ADDRESS = 20
const WINDOW = MINUTE

/** Mails with a link to one email: so many at once, then one in each interval. */
const MAILS_AT_ONCE = 3
const MAIL_INTERVAL = 20 * MINUTE

/** After this long without a try, a count begins again. */
const FORGOTTEN = 24 * HOUR

/** What is stored of the tries that share a limit. */
export type Tries = {
  count: number
  /** When the next one may be. Of an email: the first time that nobody has been given. */
  nextAt: number
  /** Whether `nextAt` was given to this place. */
  isReserved: boolean
  /** When it can be deleted. */
  expiresAt: number
}

export const NO_TRIES: Tries = { count: 0, nextAt: 0, isReserved: false, expiresAt: 0 }

export type Verdict =
  | { kind: 'try' }
  /** `isReserved`: the time was given to this place, which may use it for five minutes, whatever others do meanwhile. */
  | { kind: 'wait'; until: number; isReserved: boolean }

/** With what has to be stored; a verdict that changes nothing needs no write. */
export type Decision<K extends string> = { verdict: Verdict; changes: Partial<Record<K, Tries>> }

/** @returns milliseconds */
const pauseAfter = (count: number): number =>
  count <= WITHOUT_PAUSE ? 0 : Math.min(FIRST_PAUSE * 2 ** Math.min(count - WITHOUT_PAUSE - 1, 20), LONGEST_PAUSE)

const wait = (until: number, isReserved: boolean) =>
  ({ verdict: { kind: 'wait', until, isReserved }, changes: {} }) as const

function tryAgain(count: number, now: number): Tries {
  const nextAt = now + pauseAfter(count)
  return { count, nextAt, isReserved: false, expiresAt: nextAt + FORGOTTEN }
}

/** A try on a device on which this person has signed in before. */
export function decideOnKnownDevice({ device }: { device: Tries }, now: number): Decision<'device'> {
  if (device.nextAt > now) return wait(device.nextAt, false)
  return { verdict: { kind: 'try' }, changes: { device: tryAgain(device.count + 1, now) } }
}

/**
 * A try anywhere else.
 *
 * @param tries of this address at any email, of all places at this email, and of this address at this email
 */
export function decideElsewhere(
  { address, email, place }: Record<'address' | 'email' | 'place', Tries>,
  now: number,
): Decision<'address' | 'email' | 'place'> {
  if (place.nextAt > now) return wait(place.nextAt, place.isReserved)
  if (place.isReserved && now <= place.nextAt + KEPT)
    return { verdict: { kind: 'try' }, changes: { place: tryAgain(place.count, now) } }

  // A time that was not used counts as a try, so that nobody can keep all of them for nothing.
  const missed = place.isReserved ? tryAgain(place.count, place.nextAt + KEPT).nextAt : 0
  if (missed > now) return wait(missed, false)
  const isNewWindow = address.nextAt <= now
  if (!isNewWindow && address.count >= PER_ADDRESS) return wait(address.nextAt, false)
  const slot = Math.max(email.nextAt, now - (AT_ONCE - 1) * INTERVAL)
  if (slot > now + FARTHEST) return wait(now + MINUTE, false)

  const windowEndsAt = isNewWindow ? now + WINDOW : address.nextAt
  const count = place.count + 1
  return {
    verdict: slot <= now ? { kind: 'try' } : { kind: 'wait', until: slot, isReserved: true },
    changes: {
      address: {
        count: isNewWindow ? 1 : address.count + 1,
        nextAt: windowEndsAt,
        isReserved: false,
        expiresAt: windowEndsAt,
      },
      email: { count: 0, nextAt: slot + INTERVAL, isReserved: false, expiresAt: slot + AT_ONCE * INTERVAL },
      place:
        slot <= now ? tryAgain(count, now) : { count, nextAt: slot, isReserved: true, expiresAt: slot + FORGOTTEN },
    },
  }
}

/**
 * A link to set a new password, asked for by somebody who isn't signed in. Counted alike for emails that nobody has.
 *
 * @param tries of this address at any email, and of all places at this email
 */
export function decideOnReset(
  { address, email }: Record<'address' | 'email', Tries>,
  now: number,
): Decision<'address' | 'email'> {
  const isNewWindow = address.nextAt <= now
  if (!isNewWindow && address.count >= PER_ADDRESS) return wait(address.nextAt, false)
  const slot = Math.max(email.nextAt, now - (MAILS_AT_ONCE - 1) * MAIL_INTERVAL)
  if (slot > now) return wait(slot, false)
  const windowEndsAt = isNewWindow ? now + WINDOW : address.nextAt
  const count = isNewWindow ? 1 : address.count + 1
  const emailEndsAt = slot + MAILS_AT_ONCE * MAIL_INTERVAL
  return {
    verdict: { kind: 'try' },
    changes: {
      address: { count, nextAt: windowEndsAt, isReserved: false, expiresAt: windowEndsAt },
      email: { count: 0, nextAt: slot + MAIL_INTERVAL, isReserved: false, expiresAt: emailEndsAt },
    },
  }
}
