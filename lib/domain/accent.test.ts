import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accentColors, accentStyle, contrast, GROUNDS, type Hex, LEAST_CONTRAST, type Theme } from './accent'

const THEMES: readonly Theme[] = ['light', 'dark']
const color = fc.integer({ min: 0, max: 0xffffff }).map((number): Hex => `#${number.toString(16).padStart(6, '0')}`)

test.each<[Hex, Hex, number]>([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  // As the examples of WCAG’s understanding documents have it.
  ['#767676', '#ffffff', 4.54],
  ['#777777', '#ffffff', 4.48],
])('the contrast of %s on %s is %d', (one, other, ratio) => {
  expect(contrast(one, other)).toBeCloseTo(ratio, 2)
  expect(contrast(other, one)).toBe(contrast(one, other))
})

test('whatever color a platform chooses, text in it and on it can be read in both themes', () => {
  fc.assert(
    fc.property(color, fc.constantFrom(...THEMES), (chosen, theme) => {
      const { accent, hover, ink, soft } = accentColors(chosen, theme)
      for (const ground of [...GROUNDS[theme].grounds, soft])
        expect(contrast(accent, ground), `${accent} on ${ground}`).toBeGreaterThanOrEqual(LEAST_CONTRAST)
      for (const ground of [accent, hover])
        expect(contrast(ink, ground), `${ink} on ${ground}`).toBeGreaterThanOrEqual(LEAST_CONTRAST)
    }),
  )
})

test('a color that can be read already stays as it is', () => {
  expect(accentColors('#0d5c5c', 'light').accent).toBe('#0d5c5c')
  expect(accentColors('#66c7bd', 'dark').accent).toBe('#66c7bd')
})

test('the grounds are those of the style sheet', () => {
  const css = readFileSync('app/globals.css', 'utf8')
  const inCss = ['surface', 'ground', 'sunken'].map(
    (name) => new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(css) ?? [],
  )
  expect(GROUNDS.light.grounds).toEqual(inCss.map(([, light]) => light))
  expect(GROUNDS.dark.grounds).toEqual(inCss.map(([, , dark]) => dark))
})

test('the style sheet has every color of the accent in both themes, and nothing else', () => {
  fc.assert(
    fc.property(color, (chosen) => {
      expect(accentStyle(chosen)).toMatch(
        /^:root:root\{(--accent(-hover|-ink|-soft)?:light-dark\(#[0-9a-f]{6},#[0-9a-f]{6}\);?){4}\}$/,
      )
    }),
  )
})
