import { VARIABLES } from './variables.js'

/** Type scale: font size, weight and case of one of Stripe's text styles. */
const type = (style, cased = true) =>
  `font-size: var(--c-${style}FontSize); font-weight: var(--c-${style}FontWeight);` +
  (cased ? ` text-transform: var(--c-${style}TextTransform);` : '')

const colors = (kind) =>
  `background: var(--c-${kind}ColorBackground); color: var(--c-${kind}ColorText); border-color: var(--c-${kind}ColorBorder);`

const action = (kind) =>
  `color: var(--c-action${kind}ColorText); text-transform: var(--c-action${kind}TextTransform);
   text-decoration: var(--c-action${kind}TextDecorationLine) var(--c-action${kind}TextDecorationStyle)
     var(--c-action${kind}TextDecorationColor) var(--c-action${kind}TextDecorationThickness);`

const STYLES = `
  :host {
    ${[...VARIABLES].map(([name, value]) => (value ? `--c-${name}: ${value};` : '')).join(' ')}
    --em: 1em;
    --space: var(--c-spacingUnit);
    display: block; width: 100%; container-type: inline-size;
    font-family: var(--c-fontFamily, inherit); font-size: var(--c-fontSizeBase); line-height: 1.45;
    letter-spacing: normal; text-align: start; color: var(--c-colorText);
    font-variant-numeric: tabular-nums; accent-color: var(--c-formAccentColor); overflow-wrap: anywhere;
  }
  * { box-sizing: border-box; margin: 0; }
  [hidden] { display: none !important; }
  .root { ${type('bodySm', false)} }
  .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .quiet { color: var(--c-colorSecondaryText); }
  .fine { color: var(--c-colorSecondaryText); ${type('labelSm')} }
  .amount { white-space: nowrap; text-align: end; }
  .minus { color: var(--c-colorDanger); }
  h2 { ${type('headingSm')} line-height: 1.3; }
  h3 { ${type('headingXs')} }
  button:focus-visible {
    outline: 2px solid var(--c-formHighlightColorBorder); outline-offset: 2px;
  }

  .badge {
    display: inline-block; border: 1px solid; white-space: nowrap; vertical-align: 1px; line-height: 1.35;
    padding: var(--c-badgePaddingY) var(--c-badgePaddingX); border-radius: var(--c-badgeBorderRadius); ${type('badgeLabel')}
  }
  ${['Neutral', 'Success', 'Warning', 'Danger'].map((kind) => `.badge.${kind} { ${colors(`badge${kind}`)} }`).join(' ')}
  .mark { cursor: help; }
  .top { display: flex; align-items: start; justify-content: space-between; gap: var(--space); }

  .button {
    display: inline-flex; align-items: center; justify-content: center; gap: 6px; min-height: 32px; border: 1px solid;
    padding: var(--c-buttonPaddingY) var(--c-buttonPaddingX); border-radius: var(--c-buttonBorderRadius);
    font-family: inherit; line-height: 1.2; cursor: pointer; ${type('buttonLabel')}
  }
  ${['Primary', 'Secondary', 'Danger'].map((kind) => `.button.${kind} { ${colors(`button${kind}`)} }`).join(' ')}
  .button:not([aria-disabled]):hover { box-shadow: inset 0 0 0 99px color-mix(in srgb, currentColor 10%, transparent); }
  .button[aria-disabled] {
    background: var(--c-offsetBackgroundColor); color: var(--c-colorSecondaryText); border-color: var(--c-colorBorder);
    cursor: not-allowed;
  }
  .button[aria-busy] { cursor: progress; }
  .button[aria-busy]::before {
    content: ''; width: 12px; height: 12px; border: 2px solid; border-inline-end-color: transparent; border-radius: 50%;
    animation: turn 0.8s linear infinite;
  }
  .link {
    padding: 0; border: 0; background: none; font: inherit; text-align: start; cursor: pointer; ${action('Primary')}
  }
  .link.second { ${action('Secondary')} }
  .link:not([aria-disabled]):hover { text-decoration-line: underline; }
  .link[aria-disabled] { color: var(--c-colorSecondaryText); cursor: progress; }
  .buttons { display: flex; flex-wrap: wrap; gap: var(--space); }

  .figure { ${type('headingXl')} line-height: 1.2; letter-spacing: -0.01em; overflow-wrap: normal; }
  .figure .code { color: var(--c-colorSecondaryText); letter-spacing: normal; ${type('labelMd')} }
  .figure .badge { vertical-align: 5px; letter-spacing: normal; }
  .currency + .currency .figure { ${type('headingLg')} }
  .currency .buttons { margin-top: calc(var(--space) * 1.5); }
  .currency .reason { margin-top: var(--space); max-width: 62ch; }
  .currency + .currency { margin-top: calc(var(--space) * 3); padding-top: calc(var(--space) * 2); border-top: 1px solid var(--c-colorBorder); }
  .ledger { margin-top: calc(var(--space) * 2); }
  .block { margin-top: calc(var(--space) * 3); }
  .block > header { flex-wrap: wrap; row-gap: 4px; display: flex; align-items: baseline; justify-content: space-between; gap: var(--space); padding-bottom: calc(var(--space) * 0.75); }
  .row {
    display: flex; justify-content: space-between; align-items: baseline; gap: calc(var(--space) * 2);
    padding: var(--c-tableRowPaddingY) 0; border-top: 1px solid var(--c-colorBorder);
  }
  .row.detail { border-top: 0; padding: 0 0 var(--c-tableRowPaddingY) calc(var(--space) * 1.5); color: var(--c-colorSecondaryText); ${type('labelSm')} }
  .row.detail + .row.detail { margin-top: calc(var(--c-tableRowPaddingY) * -0.5); }
  .row.total { font-weight: 600; }
  .rows { list-style: none; padding: 0; }
  .rows .row > :first-child { min-width: 0; }
  .rows .amount { margin-inline-start: auto; }
  .links { display: flex; gap: calc(var(--space) * 1.5); white-space: nowrap; }

  .notice, .alert { border: 1px solid; padding: var(--space) calc(var(--space) * 1.5); border-radius: var(--c-formBorderRadius); margin-bottom: calc(var(--space) * 1.5); }
  .notice { ${colors('badgeSuccess')} }
  .alert { ${colors('badgeDanger')} }
  .notice:empty, .alert:empty { display: none; }
  .card { padding: calc(var(--space) * 2); border: 1px solid var(--c-colorBorder); border-radius: var(--c-formBorderRadius); }
  .card > * + * { margin-top: var(--space); }

  dialog {
    position: fixed; z-index: var(--c-overlayZIndex); width: min(440px, calc(100vw - 24px)); max-height: calc(100dvh - 24px);
    margin: auto; padding: 0; border: 1px solid var(--c-colorBorder); border-radius: var(--c-overlayBorderRadius);
    background: var(--c-colorBackground); color: inherit; overflow: auto; overscroll-behavior: contain; font: inherit;
  }
  dialog::backdrop { background: var(--c-overlayBackdropColor); }
  dialog.drawer { inset: 0 0 0 auto; height: 100dvh; max-height: none; margin: 0; border-width: 0 0 0 1px; border-radius: var(--c-overlayBorderRadius) 0 0 var(--c-overlayBorderRadius); }
  .sheet { padding: calc(var(--space) * 2.5); display: grid; grid-template-columns: minmax(0, 1fr); gap: calc(var(--space) * 2); }
  .sheet .alert { margin: 0; }
  .sheet > p { ${type('bodyMd', false)} }
  .sheet h2 { ${type('headingMd')} }
  .sheet dl { display: grid; }
  .field { display: grid; grid-template-columns: minmax(0, 1fr); gap: 4px; min-width: 0; }
  .field > label, legend { padding: 0; font-weight: 600; ${type('labelMd')} font-weight: 600; }
  .field .error { color: var(--c-colorDanger); ${type('labelSm')} }
  .pair { display: grid; gap: calc(var(--space) * 2); grid-template-columns: repeat(auto-fit, minmax(160px, 1fr)); }
  .control { display: flex; align-items: stretch; border: 1px solid var(--c-colorBorder); border-radius: var(--c-formBorderRadius); background: var(--c-formBackgroundColor); }
  .control:focus-within { border-color: var(--c-formHighlightColorBorder); box-shadow: 0 0 0 1px var(--c-formHighlightColorBorder); }
  .control:has([aria-invalid]) { border-color: var(--c-colorDanger); }
  .control:has([aria-invalid]):focus-within { box-shadow: 0 0 0 1px var(--c-colorDanger); }
  .control .unit { align-self: center; padding-inline-end: var(--c-inputFieldPaddingX); color: var(--c-colorSecondaryText); }
  input[type='text'], select {
    flex: 1; min-width: 0; min-height: 36px; padding: var(--c-inputFieldPaddingY) var(--c-inputFieldPaddingX); border: 0; outline: 0;
    border-radius: inherit; background: transparent; color: inherit; font: inherit; font-variant-numeric: inherit;
  }
  select { appearance: none; padding-inline-end: 28px; text-overflow: ellipsis; background-color: var(--c-formBackgroundColor); }
  .control { position: relative; }
  .control:has(select)::after {
    content: ''; position: absolute; inset: calc(50% - 5px) 13px auto auto; width: 6px; height: 6px; pointer-events: none;
    border: solid; border-width: 0 1.5px 1.5px 0; transform: rotate(45deg); color: var(--c-colorSecondaryText);
  }
  ::placeholder { color: var(--c-formPlaceholderTextColor); opacity: 1; }
  fieldset { min-width: 0; padding: 0; border: 0; display: grid; gap: 6px; }
  legend { padding-bottom: 4px; }
  .choice { display: flex; gap: 8px; align-items: baseline; cursor: pointer; }
  .choice input { flex: none; margin: 0; align-self: center; width: 15px; height: 15px; }
  .chips { display: grid; grid-template-columns: repeat(7, 1fr); gap: 4px; }
  .chips.five { grid-template-columns: repeat(5, 1fr); }
  .chip { position: relative; cursor: pointer; }
  .chip input { position: absolute; inset: 0; margin: 0; width: 100%; height: 100%; opacity: 0; cursor: pointer; }
  .chip span { display: block; padding: 5px 0; text-align: center; border: 1px solid var(--c-colorBorder); border-radius: var(--c-formBorderRadius); background: var(--c-formBackgroundColor); }
  .chip input:checked + span { border-color: var(--c-buttonPrimaryColorBackground); background: var(--c-buttonPrimaryColorBackground); color: var(--c-buttonPrimaryColorText); }
  .chip input:focus-visible + span { outline: 2px solid var(--c-formHighlightColorBorder); outline-offset: 2px; }

  .bone { height: 0.9em; border-radius: 4px; background: var(--c-colorBorder); opacity: 0.55; animation: breathe 1.4s ease-in-out infinite alternate; }
  .bone + .bone { margin-top: calc(var(--space) * 1.25); }
  .bone.a { width: 22%; } .bone.b { width: 46%; height: 1.9em; } .bone.c { width: 100%; } .bone.d { width: 72%; }
  @keyframes breathe { to { opacity: 0.25; } }
  @keyframes turn { to { transform: rotate(1turn); } }
  @media (prefers-reduced-motion: reduce) { .bone, .button::before { animation: none !important; } }
  @container (max-width: 420px) {
    .rows .row { flex-wrap: wrap; row-gap: 4px; }
  }
  @media (forced-colors: active) { .chip input:checked + span { outline: 3px solid Highlight; } }`

export const BASE = new CSSStyleSheet()
BASE.replaceSync(STYLES)

// Registered, --em is an absolute length wherever it is used, so that sizes derived from fontSizeBase do not compound.
try {
  CSS.registerProperty({ name: '--em', syntax: '<length>', inherits: true, initialValue: '16px' })
} catch {
  // Already registered by another copy, or not supported: sizes are then relative to their surroundings.
}
