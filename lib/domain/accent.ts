/** A color as #rrggbb, lower case. */
export type Hex = `#${string}`

type Rgb = readonly [red: number, green: number, blue: number]

/** WCAG 2.2, contrast (minimum), for text of any size. */
export const LEAST_CONTRAST = 4.5

/** What accents are read on in each theme: the grounds of app/globals.css, and what is written on an accent itself. */
export const GROUNDS = {
  light: { grounds: ['#ffffff', '#faf9f6', '#f4f2ed'], ink: '#ffffff', toward: '#000000' },
  dark: { grounds: ['#1b1b19', '#131312', '#242422'], ink: '#062120', toward: '#ffffff' },
} as const

export type Theme = keyof typeof GROUNDS

/** An accent in one theme, with what is written on it and the ground of what it marks softly. */
export type AccentColors = { accent: Hex; hover: Hex; ink: Hex; soft: Hex }

const STEPS = 50

/**
 * The colors of a platform's accent in a theme. One that is too faint to read is made darker, or lighter in the dark theme,
 * until text in it and on it has enough contrast; there always is such a shade.
 */
export function accentColors(color: Hex, theme: Theme): AccentColors {
  const { grounds, ink, toward } = GROUNDS[theme]
  const shades = Array.from({ length: STEPS + 1 }, (_, step) => mix(color, toward, step / STEPS))
  const softened = (accent: Hex) => mix(grounds[0], accent, 0.1)
  const isReadable = (accent: Hex) =>
    [...grounds, softened(accent), ink].every((other) => contrast(accent, other) >= LEAST_CONTRAST)
  const accent = shades.find(isReadable) ?? toward
  return { accent, hover: mix(accent, toward, 0.2), ink, soft: softened(accent) }
}

/** The style sheet that replaces the product's accent by a platform's, in both themes. */
export function accentStyle(color: Hex): string {
  const [light, dark] = [accentColors(color, 'light'), accentColors(color, 'dark')]
  const names = { accent: '--accent', hover: '--accent-hover', ink: '--accent-ink', soft: '--accent-soft' } as const
  const rules = (Object.keys(names) as (keyof AccentColors)[]).map(
    (part) => `${names[part]}:light-dark(${light[part]},${dark[part]})`,
  )
  return `:root:root{${rules.join(';')}}`
}

/** WCAG 2.2, contrast ratio: from 1 for the same color to 21 for black on white. */
export function contrast(one: Hex, other: Hex): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

/** WCAG 2.2, relative luminance. */
function luminance(color: Hex): number {
  const [red, green, blue] = rgbOf(color).map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}

const mix = (color: Hex, other: Hex, share: number): Hex => {
  const [from, to] = [rgbOf(color), rgbOf(other)]
  const parts = from.map((part, index) => Math.round(part + ((to[index] ?? 0) - part) * share))
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

const rgbOf = (color: Hex): Rgb => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as unknown as Rgb
