import { VARIABLES } from './variables.js'

/** Writes the appearance to the sheet that all elements of an instance share. */
export function applyAppearance(sheet, appearance) {
  sheet.replaceSync(':host {}')
  const { style } = sheet.cssRules[0]
  for (const [name, value] of Object.entries(appearance?.variables ?? {})) {
    if (VARIABLES.has(name) && value !== undefined && value !== null) style.setProperty(`--c-${name}`, String(value))
  }
  // Stripe docs: font family and background are inherited from the parent element unless they are set.
  const background = appearance?.variables?.colorBackground
  if (!background) return
  style.backgroundColor = 'var(--c-colorBackground)'
  const probe = document.createElement('i')
  probe.style.color = background
  document.body.append(probe)
  const [red, green, blue] = getComputedStyle(probe).color.match(/[\d.]+/g) ?? []
  probe.remove()
  style.colorScheme = red * 0.3 + green * 0.59 + blue * 0.11 < 128 ? 'dark' : 'light'
}

/** As in Stripe's docs, the host page's CSP must allow the fonts: font-src, and connect-src for cssSrc. */
export function loadFonts(fonts) {
  for (const font of Array.isArray(fonts) ? fonts : []) {
    const loading = font.cssSrc ? adoptFontFaces(font.cssSrc) : addFontFace(font)
    loading.catch((error) => console.warn(`Connect.js (simulated) could not load a font: ${error.message}`))
  }
}

async function addFontFace({ family, src, ...descriptors }) {
  document.fonts.add(await new FontFace(family, src, descriptors).load())
}

async function adoptFontFaces(address) {
  const url = new URL(address, document.baseURI).href
  const source = new CSSStyleSheet()
  await source.replace(await (await fetch(url)).text())
  const faces = [...source.cssRules].filter((rule) => rule instanceof CSSFontFaceRule).map((rule) => rule.cssText)
  const sheet = new CSSStyleSheet({ baseURL: url })
  await sheet.replace(faces.join('\n'))
  document.adoptedStyleSheets.push(sheet)
}
