/** Whether a text names an IANA time zone this runtime knows, e.g. `Europe/Berlin` or `Etc/UTC`. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
