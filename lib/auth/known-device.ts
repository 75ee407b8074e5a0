import 'server-only'
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { cookies } from 'next/headers'
import { environment } from '@/lib/env'

/** Seconds for which a device is known after the last sign-in on it. */
const KNOWN_FOR = 180 * 24 * 3600

/** A device on which this person has signed in before. Its cookie gives no access; only tries there have a count of their own. */
export async function findKnownDevice(email: string, now: Date): Promise<string | null> {
  const value = (await cookies()).get(cookieName(email))?.value
  return value === undefined ? null : openDeviceCookie(value, email, now)
}

/** Called after a sign-in; a device keeps the id that it has. */
export async function rememberDevice(email: string, known: string | null, now: Date): Promise<void> {
  const id = known ?? randomBytes(16).toString('base64url')
  ;(await cookies()).set(cookieName(email), sealDeviceCookie(id, email, now), {
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(),
    path: '/',
    maxAge: KNOWN_FOR,
  })
}

/** @returns the cookie's value, which is worth something for this email only and cannot be made without the secret */
export function sealDeviceCookie(id: string, email: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000)
  return `${id}.${seconds}.${sign('device', email, id, String(seconds))}`
}

/** @returns the device's id; null for a value that is forged, another person's or too old */
export function openDeviceCookie(value: string, email: string, now: Date): string | null {
  const [id = '', seconds = '', signature = '', ...rest] = value.split('.')
  const expected = Buffer.from(sign('device', email, id, seconds))
  const given = Buffer.from(signature)
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  return now.getTime() / 1000 - Number(seconds) < KNOWN_FOR ? id : null
}

/** One cookie for each person, so that a browser may be several people's; it does not show whose. */
const cookieName = (email: string) =>
  `${isSecure() ? '__Host-' : ''}spillway-device-${sign('name', email).slice(0, 12)}`

const isSecure = () => environment().APP_URL.startsWith('https:')

const sign = (...parts: string[]) =>
  createHmac('sha256', environment().AUTH_SECRET).update(JSON.stringify(parts)).digest('base64url')
