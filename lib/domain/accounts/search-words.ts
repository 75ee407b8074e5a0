/** Marks, zero-width and direction characters: nobody types them, and the same name is written with and without them. */
const INVISIBLE = /[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Cs}\ufffd\u{10ffff}]/gu

/** A text as it is compared in a search: NFKD, without marks, in one case. Each part of a text folds by itself. */
export function foldText(text: string): string {
  const plain = inOneCase(text.normalize('NFKD')).normalize('NFKD').replace(INVISIBLE, '')
  return inOneCase(plain).replaceAll('ς', 'σ')
}

/** By way of upper case, where ß is SS and ı is I. */
const inOneCase = (text: string) => text.toLowerCase().toUpperCase().toLowerCase()

/** What the list sorts a name by. Cut, because an index takes no key of any length. */
export const nameSortKey = (name: string): string => cut(foldText(name).trim())

const LONGEST_WORD = 64
const cut = (text: string) => [...text].slice(0, LONGEST_WORD).join('')

/** Letters and digits, or signs such as ★ and +; punctuation and blanks only separate. */
const WORD = /[\p{L}\p{N}]+|[^\p{L}\p{N}\p{P}\p{Z}\p{Cc}]+/gu

/** Stripe's ids, wherever they stand in what was pasted. Every id of a kind begins alike, so its prefix says nothing. */
const ID = /(?<![a-z0-9])(?:acct|ba|card|po)_([a-z0-9]*)/giu

/** Scripts that write words without blanks between them. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** Of one account; a name of this length is no name. */
const MOST_WORDS = 200

/**
 * The words by whose beginnings an account is found, from its name, its email and the ids of what belongs to it. A word
 * of a script without blanks is found from each of its characters.
 */
export function indexedWords(texts: readonly string[]): string[] {
  const words = texts.flatMap((text) =>
    splitWords(text).flatMap((word) => (UNSPACED.test(word) ? tails(word) : [word])),
  )
  return [...new Set(words.map(cut))].slice(0, MOST_WORDS)
}

/** What somebody typed, as a search takes it: no name has NUL or lone surrogates, and PostgreSQL rejects them. */
export const cleanSearch = (typed: string): string => typed.toWellFormed().replaceAll('\0', '').slice(0, 100)

/** The words of a search; all of them must be the beginning of a word of the account. Empty where it asks for nothing. */
export function searchedWords(typed: string): string[] {
  const words = [...new Set(splitWords(typed).map(cut))].filter((word) => word !== 'acct')
  return words.filter((word) => !words.some((other) => other !== word && other.startsWith(word)))
}

const splitWords = (text: string): string[] => foldText(text.replace(ID, ' $1 ')).match(WORD) ?? []

function tails(word: string): string[] {
  const characters = [...word]
  return characters.map((_, from) => characters.slice(from).join(''))
}
