import fc from 'fast-check'
import { expect, test } from 'vitest'
import { text } from './foreign'

const unseen = fc.constantFrom(
  ...[
    ' ',
    '\t',
    '\n',
    '\u00a0',
    '\u2003',
    '\u3000',
    '\u0000',
    '\u007f',
    '\u00ad',
    '\u034f',
    '\u061c',
    '\u115f',
    '\u17b4',
  ],
  ...[
    '\u180e',
    '\u200b',
    '\u200d',
    '\u202e',
    '\u2060',
    '\u2069',
    '\u2800',
    '\u3164',
    '\ufe0f',
    '\ufeff',
    '\uffa0',
    '\ud800',
  ],
  '\u{e0067}',
)

test('a text in which nothing can be seen is none', () => {
  fc.assert(
    fc.property(fc.array(unseen), (signs) => {
      expect(text(signs.join(''))).toBeNull()
    }),
  )
})

test('whatever is around it, a name keeps what can be seen of it', () => {
  const name = fc.constantFrom(
    'Shop',
    'אב',
    'അവന്\u200d',
    '🏴\u{e0067}\u{e0062}\u{e007f}',
    '☕\ufe0f',
    '0',
    'a b',
    '👩\u200d🍳',
  )
  fc.assert(
    fc.property(name, fc.array(unseen), fc.array(unseen), (name, before, after) => {
      expect(text(`${before.join('')}${name}${after.join('')}`)).toContain(name)
      expect(text(name)).toBe(name)
      expect(text(` \u200f${name}\u2069\ufeff `)).toBe(name)
    }),
  )
})

test('what no database stores is replaced in a text, and nothing else is', () => {
  expect(text('a\0b\ud800c 😀\udc00')).toBe('a\ufffdb\ufffdc 😀\ufffd')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const read = text(value)
      expect(read?.includes('\0') ?? false).toBe(false)
      expect(read?.isWellFormed() ?? true).toBe(true)
    }),
  )
})
