import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldText, indexedWords, nameSortKey, searchedWords } from './search-words'

/** Whether a search finds an account, as the index does it. */
function finds(typed: string, ...texts: string[]): boolean {
  const words = indexedWords(texts)
  return searchedWords(typed).every((search) => words.some((word) => word.startsWith(search)))
}

describe('a search', () => {
  test.each([
    { typed: 'istanbul', in: 'İstanbul Kebap', because: 'a dotted capital İ is an i' },
    { typed: 'ISTANBUL', in: 'ıstanbul', because: 'so is a dotless ı' },
    { typed: 'STRASSE', in: 'Straße 7', because: 'ß is ss' },
    { typed: 'straße', in: 'STRASSE', because: 'and ss is ß' },
    { typed: 'ẞ', in: 'ssl', because: 'a capital ẞ as well' },
    { typed: 'Σίσυφος', in: 'ΣΊΣΥΦΟΣ', because: 'a final sigma is a sigma' },
    { typed: 'cafe', in: 'Cafe\u0301', because: 'marks do not count' },
    { typed: 'Caf\u00e9', in: 'CAFE', because: 'also where they are typed' },
    { typed: 'ｆｉｓｈ', in: 'ﬁsh', because: 'wide letters and ligatures are letters' },
    { typed: '\u200bfi\u200dsh\u200f ', in: 'fish', because: 'zero-width and direction marks and blanks do not count' },
    { typed: 'market', in: 'Harbour Market', because: 'every word is found' },
    { typed: 'mar har', in: 'Harbour Market', because: 'several words may be in any order' },
    { typed: 'star', in: '★Star★', because: 'a word begins after a sign' },
    { typed: '😀', in: '😀 Shop', because: 'an emoji is a word' },
    { typed: 'jones', in: 'Smith-Jones', because: 'a word begins after a hyphen' },
    { typed: "o'b", in: "O'Brien", because: 'punctuation may be typed' },
    { typed: '山田', in: '株式会社山田', because: 'Japanese has no blanks between words' },
    { typed: 'lovelace@sh', in: 'ada.lovelace@shop.example', because: 'an email is found by its parts' },
    { typed: 'shop.ex', in: 'ada.lovelace@shop.example', because: 'its domain is one of them' },
    { typed: 'acct_1AbC', in: 'acct_1AbCdE', because: 'an id is found by its beginning' },
    { typed: '1abc', in: 'acct_1AbCdE', because: 'and without its prefix' },
    { typed: ' "acct_1AbCdE", ', in: 'acct_1AbCdE', because: 'an id may be pasted with the characters around it' },
    {
      typed: 'https://dashboard.stripe.com/acct_1AbCdE/test',
      in: 'acct_1AbCdE test https dashboard stripe com',
      because: 'or in an address',
    },
    { typed: 'acct', in: 'Anything', because: 'every account has an id that begins so' },
    { typed: 'acct_', in: 'Anything', because: 'every account has an id that begins so' },
    { typed: 'card_game', in: 'Card_Game Shop', because: 'a name may look like an id' },
  ])('for "$typed" finds "$in", because $because', ({ typed, in: text }) => {
    expect(finds(typed, text)).toBe(true)
  })

  test.each([
    { typed: 'arket', in: 'Harbour Market', because: 'the middle of a word is not its beginning' },
    { typed: 'harbour x', in: 'Harbour Market', because: 'every word must be there' },
    { typed: 'acct_1AbCdEf', in: 'acct_1AbCdE', because: 'a longer id is another id' },
  ])('for "$typed" does not find "$in", because $because', ({ typed, in: text }) => {
    expect(finds(typed, text)).toBe(false)
  })

  test.each(['', '  ', '\u200b', '\ud800', 'acct_', '%', '"('])('for %j asks for nothing', (typed) => {
    expect(searchedWords(typed)).toEqual([])
  })
})

const letters = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }) },
  {
    weight: 2,
    arbitrary: fc.string({
      unit: fc.constantFrom(...'İIıißẞſSςσΣéèÅåﬁ½Ⅷ한ガ山ไท★+-_.&\u200b\u202e\u0301\u00ad'),
      minLength: 1,
      maxLength: 12,
    }),
  },
)

/** The same text as somebody else would type it. */
const variants = fc
  .tuple(
    fc.constantFrom('NFC', 'NFD', 'NFKC', 'NFKD'),
    fc.constantFrom('lower', 'upper', 'same'),
    fc.constantFrom('', '\u200b', '\u200d', '\ufeff', '\u202a', '\u2066', '\u00ad'),
    fc.constantFrom('', ' ', '\u00a0', '\t'),
  )
  .map(([form, letterCase, inside, around]) => (text: string) => {
    const cased = letterCase === 'lower' ? text.toLowerCase() : letterCase === 'upper' ? text.toUpperCase() : text
    return `${around}${[...cased.normalize(form)].join(inside)}${inside}${around}`
  })

test('any account is found by any beginning of any of its words, in any case, form and with invisible characters', () => {
  fc.assert(
    fc.property(
      fc.array(letters, { minLength: 1, maxLength: 5 }),
      variants,
      fc.nat(),
      fc.nat(),
      (words, vary, which, length) => {
        const word = words[which % words.length] ?? ''
        const characters = [...word]
        const typed = vary(characters.slice(0, 1 + (length % characters.length)).join(''))
        expect(finds(typed, words.join(' '))).toBe(true)
      },
    ),
    { numRuns: 3000 },
  )
})

test('any two beginnings find the account together', () => {
  fc.assert(
    fc.property(letters, letters, variants, variants, (one, two, first, second) => {
      expect(finds(`${first(two)} ${second(one)}`, one, two)).toBe(true)
    }),
    { numRuns: 3000 },
  )
})

test('folding is done once, and the beginning of a text folds to the beginning of the folded text', () => {
  fc.assert(
    fc.property(letters, fc.nat(), (text, length) => {
      const folded = foldText(text)
      expect(foldText(folded)).toBe(folded)
      const start = [...text].slice(0, length % 12).join('')
      expect(folded.startsWith(foldText(start))).toBe(true)
    }),
    { numRuns: 3000 },
  )
})

test('words and sort keys are short enough for an index, whatever the name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 500, maxLength: 3000 }), (name) => {
      for (const word of [...indexedWords([name]), nameSortKey(name)])
        expect(Buffer.byteLength(word)).toBeLessThanOrEqual(256)
      expect(indexedWords([name]).length).toBeLessThanOrEqual(200)
    }),
    { numRuns: 50 },
  )
})
