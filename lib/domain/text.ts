/** A count with its noun: "1 day", "2 days". */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** "a", "a and b", "a, b and c". */
export const joinWords = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`

/** The same text with a capital letter first. */
export const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Letters that are written from right to left, and marks that turn what comes after them. */
const TURNS =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

/**
 * A name, or any other text that we didn't write, as a part of a sentence, title or attribute: it keeps its own writing
 * direction and can't turn the words around it (Unicode standard annex 9, isolates). An element of its own takes <bdi>.
 */
export const isolate = (text: string): string =>
  TURNS.test(text) ? `\u2068${text.replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '')}\u2069` : text

/** A text for where nothing is shown, such as a file: without the marks of `isolate`. */
export const withoutIsolates = (text: string): string => text.replaceAll(/[\u2066-\u2069]/g, '')
