import { createHmac, timingSafeEqual } from 'node:crypto'
import { environment } from './env.ts'

/** Seconds for which a device is known after the last sign-in on it. */
export const KNOWN_FOR = 180 * 24 * 3600

const NAME = /^(__Host-)?spillway-device-[\w-]{12}$/

/** One cookie for each person, so that a browser may be several people's; it does not show whose. */
export const deviceCookieName = (email: string) =>
  `${isSecure() ? '__Host-' : ''}spillway-device-${sign('name', email).slice(0, 12)}`

/** @returns the cookie's value, which is worth something under this name only and cannot be made without the secret */
export function sealDeviceCookie(name: string, id: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000)
  return `${id}.${seconds}.${sign('device', name, id, String(seconds))}`
}

/** @returns the device's id; null for a value that is forged, another person's or too old */
export function openDeviceCookie(name: string, value: string, now: Date): string | null {
  const [id = '', seconds = '', signature = '', ...rest] = value.split('.')
  const expected = Buffer.from(sign('device', name, id, seconds))
  const given = Buffer.from(signature)
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  return now.getTime() / 1000 - Number(seconds) < KNOWN_FOR ? id : null
}

/** The id of a device on which anybody has signed in before, from a Cookie header; null for any other. */
export function anyKnownDevice(header: string, now: Date): string | null {
  for (const cookie of header.split('; ')) {
    const at = cookie.indexOf('=')
    const name = cookie.slice(0, at)
    const device = NAME.test(name) ? openDeviceCookie(name, cookie.slice(at + 1), now) : null
    if (device !== null) return device
  }
  return null
}

export const isSecure = () => environment().APP_URL.startsWith('https:')

const sign = (...parts: string[]) =>
  createHmac('sha256', environment().AUTH_SECRET).update(JSON.stringify(parts)).digest('base64url')
