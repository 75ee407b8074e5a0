/** A count with its noun: "1 day", "2 days". */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** "a", "a and b", "a, b and c". */
export const joinWords = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`

/** The same text with a capital letter first. */
export const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
