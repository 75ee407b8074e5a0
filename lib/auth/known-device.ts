import 'server-only'
import { randomBytes } from 'node:crypto'
import { cookies } from 'next/headers'
import { deviceCookieName, isSecure, KNOWN_FOR, openDeviceCookie, sealDeviceCookie } from '@/lib/device-cookie'

/** A device on which this person has signed in before. Its cookie gives no access; only tries there have a count of their own. */
export async function findKnownDevice(email: string, now: Date): Promise<string | null> {
  const name = deviceCookieName(email)
  const value = (await cookies()).get(name)?.value
  return value === undefined ? null : openDeviceCookie(name, value, now)
}

/** Called after a sign-in; a device keeps the id that it has. */
export async function rememberDevice(email: string, known: string | null, now: Date): Promise<void> {
  const id = known ?? randomBytes(16).toString('base64url')
  const name = deviceCookieName(email)
  ;(await cookies()).set(name, sealDeviceCookie(name, id, now), {
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(),
    path: '/',
    maxAge: KNOWN_FOR,
  })
}
