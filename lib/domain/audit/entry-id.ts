// Ids of entries are UUIDv7: they begin with their milliseconds since 1970, so they sort by time.

/** No id of an earlier time sorts behind this. */
export function firstIdAt(milliseconds: number): string {
  const hex = Math.max(0, milliseconds).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}`
}

/** When the entry was recorded. */
export const timeOfId = (id: string): Date => new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16))

/** The next id before or after this one, whether or not an entry has it. */
export function idBeside(id: string, direction: 'before' | 'after'): string {
  const number = BigInt(`0x${id.replaceAll('-', '')}`) + (direction === 'before' ? -1n : 1n)
  return number
    .toString(16)
    .padStart(32, '0')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
