/** Why a code or a password wasn't accepted. */
export const proofErrors = {
  wrong: 'Incorrect, or used already. Nothing was changed. Check it and try again.',
  busy: 'Many checks are in progress. Your entry wasn’t checked. Try again in a few seconds.',
  signed_out: 'Your session has ended. Reload the page to sign in again.',
}

/**
 * When a try may be made again.
 *
 * @param now milliseconds, as `until`
 * @param what wasn't checked
 */
export function describeWait(
  { until, isReserved }: { until: number; isReserved: boolean },
  now: number,
  what: 'password' | 'entry' = 'password',
): string {
  const seconds = Math.max(Math.ceil((until - now) / 1000), 1)
  const time =
    seconds <= 90 ? `${seconds} ${seconds === 1 ? 'second' : 'seconds'}` : `${Math.ceil(seconds / 60)} minutes`
  const kept = isReserved ? ' This time is yours for 5 minutes.' : ''
  return `Too many attempts. Your ${what} wasn’t checked. Try again in ${time}.${kept}`
}
