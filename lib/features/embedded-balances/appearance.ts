import type { AppearanceOptions } from '@stripe/connect-js'

/** Our tokens as the component's variables, so that the two halves of the page look like one. */
const COLORS = {
  colorPrimary: '--accent',
  colorBackground: '--surface',
  colorText: '--ink',
  colorSecondaryText: '--muted',
  colorDanger: '--failed',
  colorBorder: '--line',
  offsetBackgroundColor: '--sunken',
  formBackgroundColor: '--surface',
  formHighlightColorBorder: '--accent',
  formAccentColor: '--accent',
  formPlaceholderTextColor: '--muted',
  buttonPrimaryColorBackground: '--accent',
  buttonPrimaryColorBorder: '--accent',
  buttonPrimaryColorText: '--accent-ink',
  buttonSecondaryColorBackground: '--surface',
  buttonSecondaryColorBorder: '--line-strong',
  buttonSecondaryColorText: '--ink',
  buttonDangerColorBackground: '--failed',
  buttonDangerColorBorder: '--failed',
  buttonDangerColorText: '--surface',
  actionPrimaryColorText: '--accent',
  actionSecondaryColorText: '--ink',
  badgeNeutralColorBackground: '--canceled-soft',
  badgeNeutralColorText: '--canceled',
  badgeNeutralColorBorder: '--canceled-soft',
  badgeSuccessColorBackground: '--paid-soft',
  badgeSuccessColorText: '--paid',
  badgeSuccessColorBorder: '--paid-soft',
  badgeWarningColorBackground: '--pending-soft',
  badgeWarningColorText: '--pending',
  badgeWarningColorBorder: '--pending-soft',
  badgeDangerColorBackground: '--failed-soft',
  badgeDangerColorText: '--failed',
  badgeDangerColorBorder: '--failed-soft',
} as const

const SIZES = {
  fontSizeBase: '14px',
  spacingUnit: '8px',
  borderRadius: '6px',
  buttonBorderRadius: '6px',
  formBorderRadius: '6px',
  badgeBorderRadius: '6px',
  overlayBorderRadius: '10px',
  bodyMdFontSize: '14px',
  bodySmFontSize: '13px',
  headingXlFontSize: '28px',
  headingLgFontSize: '20px',
  headingMdFontSize: '16px',
  headingSmFontSize: '14px',
  headingXsFontSize: '12px',
  labelMdFontSize: '13px',
  labelSmFontSize: '12px',
  buttonLabelFontWeight: '500',
} as const

/** The current colours. A custom property keeps its light-dark() unresolved, so a probe resolves each to rgb. */
export function connectAppearance(): AppearanceOptions {
  const probe = document.createElement('span')
  document.body.append(probe)
  const resolved = Object.entries(COLORS).map(([variable, token]) => {
    probe.style.color = `var(${token})`
    return [variable, toHex(getComputedStyle(probe).color)]
  })
  const fontFamily = getComputedStyle(document.body).fontFamily
  probe.remove()
  return { overlays: 'dialog', variables: { ...SIZES, fontFamily, ...Object.fromEntries(resolved) } }
}

/** Some of Stripe's variables take hex, rgb and hsl only, and browsers may answer in newer notations. */
function toHex(color: string): string {
  const channels = color.match(/\d+(\.\d+)?/g)?.slice(0, 3) ?? []
  return `#${channels.map((channel) => Math.round(Number(channel)).toString(16).padStart(2, '0')).join('')}`
}

/** Calls back when the theme changes, by the system's setting or by ours. */
export function onThemeChange(callback: () => void): () => void {
  const media = matchMedia('(prefers-color-scheme: dark)')
  const observer = new MutationObserver(callback)
  media.addEventListener('change', callback)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  return () => {
    media.removeEventListener('change', callback)
    observer.disconnect()
  }
}
