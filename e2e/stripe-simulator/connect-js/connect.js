/*
 * Stand-in for https://connect-js.stripe.com/v1.0/connect.js, served by the Stripe simulator.
 *
 * It runs under the unmodified npm loader (@stripe/connect-js) and React wrapper (@stripe/react-connect-js). Balances,
 * rules and refusals are the simulator's. Wording and looks are ours: Stripe documents its own only by pictures.
 *
 * All traffic goes through one hidden frame per instance (bridge.html), so the host page's CSP needs this origin in
 * script-src and frame-src and nowhere else, as with the real script. Styles are constructed sheets and CSSOM only, so
 * that no style-src entry is needed either.
 *
 *  1 Origin and tags    4 Bridge and session     7 The balances views
 *  2 Money and dates    5 Elements               8 Money and bank dialogs
 *  3 Appearance         6 Dialogs and forms      9 Other components    10 window.StripeConnect
 */
;(() => {
  if (window.StripeConnect?.simulated) return

  /* ---------------------------------------------------------------------------------------------------------------
   * 1 Origin and tags
   * ------------------------------------------------------------------------------------------------------------ */

  const ORIGIN = (() => {
    try {
      return new URL(document.currentScript.src).origin
    } catch {
      return 'https://connect-js.stripe.com' // run without an address of its own, e.g. by Playwright's addInitScript
    }
  })()

  /** The tag's own setters, from the npm package's componentsAndSetters; the last four have no wrapper in it. */
  const SETTERS = {
    'account-management': 'CollectionOptions OnSectionOpen',
    'account-onboarding':
      'FullTermsOfServiceUrl RecipientTermsOfServiceUrl PrivacyPolicyUrl SkipTermsOfServiceCollection CollectionOptions OnExit OnStepChange',
    'balance-report': '',
    balances: '',
    'disputes-list': '',
    documents: '',
    'financial-account': 'FinancialAccount',
    'financial-account-transactions': 'FinancialAccount',
    'instant-payouts-promotion': 'OnInstantPayoutsPromotionLoaded OnInstantPayoutCreated',
    'issuing-card': 'DefaultCard CardSwitching FetchEphemeralKey ShowSpendControls',
    'issuing-cards-list': 'FetchEphemeralKey ShowSpendControls IssuingProgram',
    'notification-banner': 'CollectionOptions OnNotificationsChange',
    'payment-details': 'Payment OnClose',
    'payment-disputes': 'Payment OnDisputesLoaded',
    payments: 'DefaultFilters',
    'payout-details': 'Payout OnClose',
    'payout-reconciliation-report': 'OnReportAvailabilityLoaded',
    payouts: '',
    'payouts-list': '',
    'tax-registrations': 'OnAfterTaxRegistrationAdded DisplayCountries OnAfterTaxRegistrationExpired',
    'tax-settings': 'HideProductTaxCodeSelector DisplayHeadOfficeCountries OnTaxSettingsUpdated',
    'payment-method-settings': '',
    'reporting-chart': '',
    'terminal-hardware-orders': '',
    'terminal-hardware-shop': '',
  }
  const settersOf = (tag) => ['OnLoaderStart', 'OnLoadError', ...SETTERS[tag].split(' ').filter(Boolean)]

  /** @param {string} type one of the seven EmbeddedErrorType names of the npm package */
  class ConnectError extends Error {
    constructor(type, message, { status, code, param } = {}) {
      super(message)
      Object.assign(this, { type, status, code, param })
    }

    /** Nobody answered: what was asked for may have happened. */
    get unanswered() {
      return this.type === 'api_connection_error' || this.status >= 500
    }
  }

  /** Host callbacks are strangers' code: what they throw is theirs and must not stop us. */
  function tell(listener, ...values) {
    if (typeof listener !== 'function') return
    try {
      listener(...values)
    } catch (error) {
      reportError(error)
    }
  }

  /**
   * Nodes from markup. Values become text and nodes between tags, and in tags attributes (null and false leave them
   * out) or, as @click=${…}, listeners. Only this file's own markup is ever parsed, values never are.
   */
  function html(strings, ...values) {
    const markup = strings.slice(1).reduce((all, part, index) => {
      const inTag = all.lastIndexOf('<') > all.lastIndexOf('>')
      return `${all}${inTag ? `"{${index}}"` : `<!--${index}-->`}${part}`
    }, strings[0])
    const template = document.createElement('template')
    template.innerHTML = markup.trim()
    const fragment = document.importNode(template.content, true)
    const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT)
    const nodes = []
    while (walker.nextNode()) nodes.push(walker.currentNode)
    for (const node of nodes) {
      if (node.nodeType === Node.COMMENT_NODE) {
        node.replaceWith(...[values[node.data]].flat(Number.POSITIVE_INFINITY).filter((one) => one || one === 0))
        continue
      }
      for (const { name, value: mark } of [...node.attributes]) {
        if (!mark.startsWith('{')) continue
        const value = values[mark.slice(1, -1)]
        node.removeAttribute(name)
        if (name.startsWith('@')) node.addEventListener(name.slice(1), value)
        else if (value || value === 0 || value === '') node.setAttribute(name, value === true ? '' : value)
      }
    }
    return fragment.childNodes.length === 1 ? fragment.firstChild : [...fragment.childNodes]
  }

  /* ---------------------------------------------------------------------------------------------------------------
   * 2 Money and dates
   * ------------------------------------------------------------------------------------------------------------ */

  // Stripe docs, currencies. Intl is never asked: it shows HUF, ISK and UGX without the two digits of Stripe's wire.
  const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '))
  const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '))
  const digitsOf = (currency) => (ZERO_DECIMAL.has(currency) ? 0 : THREE_DECIMAL.has(currency) ? 3 : 2)

  /** Payouts leave in multiples of this: three-decimal amounts end in 0, forint and Taiwan dollars are whole. */
  const stepOf = (currency) => (THREE_DECIMAL.has(currency) ? 10 : currency === 'huf' || currency === 'twd' ? 100 : 1)
  const wholeSteps = (amount, currency) => amount - (amount % stepOf(currency))

  const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']
  const capital = (word) => word[0].toUpperCase() + word.slice(1)
  const listed = (words) => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`)
  const counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`

  /** "Sat 21 Nov" needs a day, not an instant: Stripe's arrival days are midnight UTC. */
  const toDate = (value) => (typeof value === 'number' ? new Date(value * 1000) : new Date(value))

  /** Numbers follow the instance's locale; words and dates stay English, as all of the stand-in's text does. */
  function formatter(locale, now) {
    const known = (() => {
      try {
        return Intl.NumberFormat.supportedLocalesOf(locale ?? navigator.language)[0] ?? 'en'
      } catch {
        return 'en'
      }
    })()
    const parts = new Intl.NumberFormat(known, { useGrouping: 'always' }).formatToParts(-1234567.8)
    const sign = (type) => parts.find((part) => part.type === type)?.value ?? ''

    function plain(amount, currency) {
      const digits = digitsOf(currency)
      const units = String(Math.abs(amount)).padStart(digits + 1, '0')
      return digits === 0 ? units : `${units.slice(0, -digits)}.${units.slice(-digits)}`
    }

    function number(amount, currency) {
      const digits = digitsOf(currency)
      const format = new Intl.NumberFormat(known, { minimumFractionDigits: digits, maximumFractionDigits: digits })
      return (amount < 0 ? '−' : '') + format.format(plain(amount, currency))
    }

    const words = new Intl.DateTimeFormat('en-GB', {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      timeZone: 'UTC',
    })

    function day(value) {
      const part = Object.fromEntries(words.formatToParts(toDate(value)).map(({ type, value: text }) => [type, text]))
      const year = part.year === String(toDate(now).getUTCFullYear()) ? '' : ` ${part.year}`
      return `${part.weekday} ${part.day} ${part.month.slice(0, 3)}${year}`
    }

    return {
      number,
      money: (amount, currency) => `${number(amount, currency)} ${currency.toUpperCase()}`,
      day,
      date: (value) =>
        html`<time datetime=${toDate(value).toISOString().slice(0, 10)} title="Calendar day in UTC">${day(value)}</time>`,
      /** What stands in an amount field: no grouping, the locale's decimal sign. */
      typed: (amount, currency) => plain(amount, currency).replace('.', sign('decimal')),

      /** What was typed, in minor units, or a sentence that says what is wrong with it. */
      parse(text, currency) {
        const digits = digitsOf(currency)
        const code = currency.toUpperCase()
        const compact = text.replace(/[\s\u00a0\u202f'’]/g, '')
        if (compact === '') return `Enter an amount in ${code}.`
        if (/^[-−]/.test(compact)) return 'Enter an amount above zero.'
        const group = RegExp(`\\${sign('group').trim() || ','}(?=\\d{3}(\\D|$))`, 'g')
        const [whole, fraction = '', ...rest] = compact.replace(group, '').split(sign('decimal'))
        if (rest.length > 0 || !/^\d+$/.test(whole) || !/^\d*$/.test(fraction)) {
          return `Enter the amount in digits, like ${this.typed(25_000, currency)}.`
        }
        if (fraction.length > digits) {
          return digits === 0 ? `${code} has no decimals.` : `${code} has ${digits} decimals at most.`
        }
        const minor = Number(whole + fraction.padEnd(digits, '0'))
        if (minor === 0) return 'Enter an amount above zero.'
        if (!Number.isSafeInteger(minor)) return 'That amount is too large.'
        if (minor % stepOf(currency) !== 0) {
          return digits === 3 ? `${code} payouts end in 0.` : `${code} payouts are whole amounts, without decimals.`
        }
        return minor
      },
    }
  }

  // 29 to 31 mean the last day of a shorter month, so the 31st is never promised.
  function monthDay(day) {
    if (day === 31) return 'last day'
    const suffix = { 1: 'st', 2: 'nd', 3: 'rd' }[day > 10 && day < 14 ? 0 : day % 10] ?? 'th'
    return day > 28 ? `${day}${suffix} (or last day)` : `${day}${suffix}`
  }

  function describeSchedule({ interval, weekly_payout_days: weekdays, monthly_payout_days: days }) {
    if (interval === 'weekly') return `Every ${listed(WEEKDAYS.filter((day) => weekdays?.includes(day)).map(capital))}`
    if (interval === 'monthly') return `Monthly on the ${listed([...(days ?? [])].sort((a, b) => a - b).map(monthDay))}`
    return capital(interval)
  }

  const nameOf = (account) =>
    `${account.object === 'card' ? capital(account.brand ?? 'card') : (account.bank_name ?? 'Bank account')} •••• ${account.last4}`

  /* ---------------------------------------------------------------------------------------------------------------
   * 3 Appearance
   * ------------------------------------------------------------------------------------------------------------ */

  /** The 92 variables of the npm types with their defaults: Stripe's documented examples, the rest derived from them. */
  const DEFAULTS = `
    fontFamily: ; fontSizeBase: 16px; spacingUnit: 8px; borderRadius: ;
    colorPrimary: #0074d4; colorBackground: #ffffff; colorText: #444444; colorDanger: #df1b41;
    colorSecondaryText: #717171; colorBorder: #d7d7d7; offsetBackgroundColor: #f6f8fa;
    formBackgroundColor: var(--c-colorBackground);
    buttonPrimaryColorBackground: var(--c-colorPrimary); buttonPrimaryColorBorder: var(--c-buttonPrimaryColorBackground);
    buttonPrimaryColorText: #ffffff;
    buttonSecondaryColorBackground: #ebeef1; buttonSecondaryColorBorder: var(--c-buttonSecondaryColorBackground);
    buttonSecondaryColorText: #393b3e;
    buttonDangerColorBackground: var(--c-colorDanger); buttonDangerColorBorder: var(--c-buttonDangerColorBackground);
    buttonDangerColorText: #ffffff;
    buttonPaddingX: 12px; buttonPaddingY: 6px; buttonBorderRadius: var(--c-borderRadius, 4px);
    buttonLabelFontSize: calc(var(--em) * 0.875); buttonLabelFontWeight: 600; buttonLabelTextTransform: none;
    actionPrimaryColorText: var(--c-colorPrimary); actionPrimaryTextDecorationLine: none;
    actionPrimaryTextDecorationColor: currentColor; actionPrimaryTextDecorationStyle: solid;
    actionPrimaryTextDecorationThickness: auto; actionPrimaryTextTransform: none;
    actionSecondaryColorText: var(--c-colorText); actionSecondaryTextDecorationLine: underline;
    actionSecondaryTextDecorationColor: var(--c-colorBorder); actionSecondaryTextDecorationStyle: solid;
    actionSecondaryTextDecorationThickness: auto; actionSecondaryTextTransform: none;
    badgeNeutralColorBackground: #e4ecec; badgeNeutralColorText: #545969; badgeNeutralColorBorder: #cbd5d6;
    badgeSuccessColorBackground: #cef6bb; badgeSuccessColorText: #05690d; badgeSuccessColorBorder: #b4e1a2;
    badgeWarningColorBackground: #fceeba; badgeWarningColorText: #a82c00; badgeWarningColorBorder: #f5da80;
    badgeDangerColorBackground: #f9e4f1; badgeDangerColorText: #b3063d; badgeDangerColorBorder: #f2c9e3;
    badgePaddingX: 6px; badgePaddingY: 1px; badgeBorderRadius: var(--c-borderRadius, 4px);
    badgeLabelFontSize: calc(var(--em) * 0.75); badgeLabelFontWeight: 500; badgeLabelTextTransform: none;
    formHighlightColorBorder: var(--c-colorPrimary); formAccentColor: var(--c-colorPrimary);
    formPlaceholderTextColor: var(--c-colorSecondaryText);
    inputFieldPaddingX: 10px; inputFieldPaddingY: 7px; formBorderRadius: var(--c-borderRadius, 6px);
    tableRowPaddingY: 8px;
    overlayBorderRadius: var(--c-borderRadius, 8px); overlayZIndex: 1000; overlayBackdropColor: rgba(20, 28, 36, 0.45);
    bodyMdFontSize: var(--em); bodyMdFontWeight: 400; bodySmFontSize: calc(var(--em) * 0.875); bodySmFontWeight: 400;
    headingXlFontSize: calc(var(--em) * 1.75); headingXlFontWeight: 700; headingXlTextTransform: none;
    headingLgFontSize: calc(var(--em) * 1.5); headingLgFontWeight: 700; headingLgTextTransform: none;
    headingMdFontSize: calc(var(--em) * 1.25); headingMdFontWeight: 700; headingMdTextTransform: none;
    headingSmFontSize: var(--em); headingSmFontWeight: 700; headingSmTextTransform: none;
    headingXsFontSize: calc(var(--em) * 0.75); headingXsFontWeight: 700; headingXsTextTransform: none;
    labelMdFontSize: calc(var(--em) * 0.875); labelMdFontWeight: 400; labelMdTextTransform: none;
    labelSmFontSize: calc(var(--em) * 0.75); labelSmFontWeight: 400; labelSmTextTransform: none;`

  const VARIABLES = new Map(
    DEFAULTS.split(';').flatMap((line) => {
      const [name, value] = line.split(':').map((part) => part.trim())
      return name ? [[name, value]] : []
    }),
  )

  /** Type scale: font size, weight and case of one of Stripe's text styles. */
  const type = (style, cased = true) =>
    `font-size: var(--c-${style}FontSize); font-weight: var(--c-${style}FontWeight);` +
    (cased ? ` text-transform: var(--c-${style}TextTransform);` : '')

  const colours = (kind) =>
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
    ${['Neutral', 'Success', 'Warning', 'Danger'].map((kind) => `.badge.${kind} { ${colours(`badge${kind}`)} }`).join(' ')}
    .mark { cursor: help; }
    .top { display: flex; align-items: start; justify-content: space-between; gap: var(--space); }

    .button {
      display: inline-flex; align-items: center; justify-content: center; gap: 6px; min-height: 32px; border: 1px solid;
      padding: var(--c-buttonPaddingY) var(--c-buttonPaddingX); border-radius: var(--c-buttonBorderRadius);
      font-family: inherit; line-height: 1.2; cursor: pointer; ${type('buttonLabel')}
    }
    ${['Primary', 'Secondary', 'Danger'].map((kind) => `.button.${kind} { ${colours(`button${kind}`)} }`).join(' ')}
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
    .block > header { display: flex; align-items: baseline; justify-content: space-between; gap: var(--space); padding-bottom: calc(var(--space) * 0.75); }
    .row {
      display: flex; justify-content: space-between; align-items: baseline; gap: calc(var(--space) * 2);
      padding: var(--c-tableRowPaddingY) 0; border-top: 1px solid var(--c-colorBorder);
    }
    .row.detail { border-top: 0; padding: 0 0 var(--c-tableRowPaddingY) calc(var(--space) * 1.5); color: var(--c-colorSecondaryText); ${type('labelSm')} }
    .row.detail + .row.detail { margin-top: calc(var(--c-tableRowPaddingY) * -0.5); }
    .row.total { font-weight: 600; }
    .rows { list-style: none; padding: 0; }
    .rows .row > :first-child { min-width: 0; }
    .rows .links { display: flex; gap: calc(var(--space) * 1.5); white-space: nowrap; }

    table { width: 100%; margin-top: calc(var(--space) * 1.5); border-collapse: collapse; }
    th { padding: 0 0 calc(var(--space) * 0.75); text-align: start; color: var(--c-colorSecondaryText); ${type('labelSm')} }
    td { padding: var(--c-tableRowPaddingY) 0; border-top: 1px solid var(--c-colorBorder); vertical-align: baseline; }
    th + th, td + td { padding-inline-start: var(--space); }
    th.amount { text-align: end; }
    td .fine { display: block; }
    tbody tr:hover td { background: var(--c-offsetBackgroundColor); }

    .notice, .alert { border: 1px solid; padding: var(--space) calc(var(--space) * 1.5); border-radius: var(--c-formBorderRadius); margin-bottom: calc(var(--space) * 1.5); }
    .notice { ${colours('badgeSuccess')} }
    .alert { ${colours('badgeDanger')} }
    .notice:empty, .alert:empty { display: none; }
    .card { padding: calc(var(--space) * 2); border: 1px solid var(--c-colorBorder); border-radius: var(--c-formBorderRadius); }
    .card > * + * { margin-top: var(--space); }
    .card.Danger { border-inline-start: 3px solid var(--c-badgeDangerColorText); }
    .card.Warning { border-inline-start: 3px solid var(--c-badgeWarningColorText); }
    .card ul { padding-inline-start: 1.25em; }

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
      flex: 1; min-width: 0; min-height: 34px; padding: var(--c-inputFieldPaddingY) var(--c-inputFieldPaddingX); border: 0; outline: 0;
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
      .wide { display: none; }
    }
    @media (forced-colors: active) { .chip input:checked + span { outline: 3px solid Highlight; } }`

  const BASE = new CSSStyleSheet()
  BASE.replaceSync(STYLES)

  // Registered, --em is an absolute length wherever it is used, so that sizes derived from fontSizeBase do not compound.
  try {
    CSS.registerProperty({ name: '--em', syntax: '<length>', inherits: true, initialValue: '16px' })
  } catch {
    // Already registered by another copy, or not supported: sizes are then relative to their surroundings.
  }

  /** One sheet per instance, shared by its elements: changing it re-themes them all at once. */
  function applyAppearance(sheet, appearance) {
    sheet.replaceSync(':host {}')
    const { style } = sheet.cssRules[0]
    for (const [name, value] of Object.entries(appearance?.variables ?? {})) {
      if (VARIABLES.has(name) && value !== undefined && value !== null) style.setProperty(`--c-${name}`, String(value))
    }
    // Stripe docs: font family and background come from the parent element unless they are given.
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

  /** Fonts need the host page's own CSP entries (font-src; connect-src for cssSrc), as Stripe's documentation says. */
  function loadFonts(fonts) {
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

  /* ---------------------------------------------------------------------------------------------------------------
   * 4 Bridge and session
   * ------------------------------------------------------------------------------------------------------------ */

  /** Requests to the simulator, made by a hidden frame on its own origin. */
  class Bridge {
    #frame = null
    #port = null
    #waiting = new Map()
    #serial = 0

    async send(message) {
      if (this.#frame && !this.#frame.isConnected) this.close() // the host swept the body: start again
      this.#port ??= this.#open()
      const port = await this.#port
      const id = ++this.#serial
      const reply = await new Promise((resolve) => {
        this.#waiting.set(id, resolve)
        port.postMessage({ ...message, id })
      })
      if (reply.ok) return reply.answer
      throw this.#toError(reply)
    }

    close() {
      this.#frame?.remove()
      this.#frame = null
      this.#port = null
      for (const resolve of this.#waiting.values()) resolve({ status: 0, message: 'The bridge frame was removed' })
      this.#waiting.clear()
    }

    #toError({ status, answer, message }) {
      const { code, param, message: words } = answer?.error ?? {}
      if (status === 0) return new ConnectError('api_connection_error', `Stripe could not be reached. (${message})`)
      const kind = status === 429 ? 'rate_limit_error' : status < 500 ? 'invalid_request_error' : 'api_error'
      return new ConnectError(status < 400 ? 'api_error' : kind, words ?? `Stripe answered ${status}.`, {
        status,
        code,
        param,
      })
    }

    #open() {
      const frame = html`<iframe title="Stripe Connect (simulated): connection" aria-hidden="true" tabindex="-1"></iframe>`
      frame.src = `${ORIGIN}/bridge.html#${encodeURIComponent(location.origin)}`
      frame.style.setProperty('display', 'none', 'important')
      this.#frame = frame

      let giveUp
      const refused = ({ blockedURI, effectiveDirective }) => {
        if (!blockedURI.startsWith(ORIGIN) || !effectiveDirective.startsWith('frame')) return
        giveUp(`This page’s Content-Security-Policy does not allow frames from ${ORIGIN}: add it to frame-src.`)
      }
      const opened = new Promise((resolve, reject) => {
        giveUp = (why) => reject(new ConnectError('api_connection_error', why))
        document.addEventListener('securitypolicyviolation', refused)
        setTimeout(giveUp, 12_000, 'The connection frame did not load within 12 seconds.')
        frame.addEventListener('load', () => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = ({ data }) => {
            if (data.refused) giveUp(data.refused)
            if (!data.ready) return
            port1.onmessage = ({ data: reply }) => {
              this.#waiting.get(reply.id)?.(reply)
              this.#waiting.delete(reply.id)
            }
            resolve(port1)
          }
          frame.contentWindow?.postMessage('connect-js', ORIGIN, [port2]) // the port reaches ORIGIN or nobody
          setTimeout(giveUp, 3_000, `Stripe could not be reached: the frame from ${ORIGIN} did not answer.`)
        })
      })
      opened
        .catch(() => this.#frame === frame && this.close())
        .finally(() => document.removeEventListener('securitypolicyviolation', refused))
      document.body.append(frame)
      return opened
    }
  }

  /** What init() makes: one account session, claimed once and shared by all elements of the instance. */
  class Session {
    elements = new Set()
    theme = new CSSStyleSheet()
    data = null
    ended = false
    #bridge = new Bridge()
    #eager
    #eagerFailed = false
    #claim = null
    #deadline = Number.POSITIVE_INFINITY
    #loading = null
    #version = 0
    #params

    constructor(params) {
      this.#params = params
      // Stripe's note, connect-js #122: the eager promise serves the first claim only, a refresh must fetch anew.
      this.#eager = params.metaOptions?.eagerClientSecretPromise ?? null
      Promise.resolve(this.#eager).catch(() => {
        this.#eagerFailed = true
      })
      this.configure(params)
      loadFonts(params.fonts)
    }

    /** Known to have no session before anything was drawn: then Stripe's script draws nothing and only reports. */
    get failedEarly() {
      return this.#eagerFailed && this.#eager !== null
    }

    get format() {
      return formatter(this.locale, this.data?.now ?? Date.now() / 1000)
    }

    configure({ appearance, locale, displayOptions }) {
      if (appearance !== undefined) {
        this.overlays = appearance?.overlays === 'drawer' ? 'drawer' : 'dialog'
        applyAppearance(this.theme, appearance)
      }
      if (locale !== undefined) this.locale = locale
      if (displayOptions !== undefined) this.showObjectIds = displayOptions?.showObjectIds === true
      for (const element of this.elements) element.redraw()
    }

    /** The claimed session; claims one if there is none or the last one is over. */
    grant() {
      if (this.ended) return Promise.reject(new ConnectError('api_error', 'This instance was logged out.'))
      if (this.#claim && performance.now() < this.#deadline) return this.#claim
      const claim = this.#claimNext()
      this.#claim = claim
      this.#deadline = Number.POSITIVE_INFINITY
      claim.catch(() => {
        if (this.#claim === claim) this.#claim = null
      })
      return claim
    }

    async #claimNext() {
      const secret = await this.#nextSecret()
      const granted = await this.#bridge.send({
        method: 'POST',
        path: '/connect/claim',
        body: { client_secret: secret },
      })
      // On virtual time the simulator's clock and ours differ; then only its 401 tells that a session is over.
      const seconds = granted.expires_at - (granted.now ?? Date.now() / 1000)
      if (seconds > 0) this.#deadline = performance.now() + seconds * 1000
      this.granted = granted
      return granted
    }

    async #nextSecret() {
      const { publishableKey, fetchClientSecret } = this.#params
      if (typeof publishableKey !== 'string' || !publishableKey.startsWith('pk_')) {
        throw new ConnectError('invalid_request_error', 'The publishable key must start with pk_.')
      }
      if (publishableKey.startsWith('pk_live_')) {
        throw new ConnectError('invalid_request_error', 'A live publishable key must never meet the Stripe simulator.')
      }
      const eager = this.#eager
      this.#eager = null
      let secret
      try {
        secret = await (eager ?? fetchClientSecret())
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        throw new ConnectError('account_session_create_error', `fetchClientSecret failed: ${why}`)
      }
      if (typeof secret === 'string' && secret !== '') return secret
      throw new ConnectError('account_session_create_error', 'fetchClientSecret did not give a client secret.')
    }

    /** One call to the simulator. A session that is over is renewed once, then the call is made again. */
    async request(method, path, body, key) {
      const claim = this.grant()
      await claim
      try {
        return await this.#bridge.send({ method, path, body, key })
      } catch (error) {
        if (error.status !== 401 || this.ended) throw error
        if (this.#claim === claim) this.#claim = null // whoever notices first renews for all
        await this.grant()
        return this.#bridge.send({ method, path, body, key })
      }
    }

    /** The account's figures; elements that ask at the same time share one request. */
    load() {
      return this.#loading ?? this.refresh()
    }

    /** After a change: what was asked for before it may be old, so only the latest answer counts. */
    refresh() {
      const version = ++this.#version
      this.#loading = this.request('GET', '/connect/state')
        .then((raw) => {
          if (version !== this.#version) return this.#loading
          this.data = readState(raw)
          for (const element of this.elements) element.redraw()
        })
        .finally(() => {
          if (version === this.#version) this.#loading = null
        })
      return this.#loading
    }

    logout() {
      this.leaving ??= this.#leave()
      return this.leaving
    }

    async #leave() {
      this.ended = true
      for (const element of this.elements) element.empty()
      try {
        if (this.#claim) {
          await this.#claim
          await this.#bridge.send({ method: 'POST', path: '/connect/logout' })
        }
      } catch (error) {
        console.warn(`Connect.js (simulated) could not end the session: ${error.message}`)
      }
      this.#bridge.close()
    }
  }

  /* ---------------------------------------------------------------------------------------------------------------
   * 5 Elements
   * ------------------------------------------------------------------------------------------------------------ */

  const ERROR_HEADINGS = {
    api_connection_error: 'Stripe could not be reached',
    account_session_create_error: 'There is no session for this component',
    invalid_request_error: 'Stripe refused this component',
    rate_limit_error: 'Stripe was asked too often',
    render_error: 'This component could not be drawn',
    api_error: 'Stripe could not answer',
  }

  /** The mark that no screenshot should be without. */
  const simulatedMark = () =>
    html`<span class="badge Neutral mark"
      title="A stand-in for Stripe’s component, served by the Stripe simulator. No real money moves.">Simulated</span>`

  const top = (...left) => html`<div class="top">${left}${simulatedMark()}</div>`

  class ConnectElement extends HTMLElement {
    settings = {}
    features = {}
    session = null
    #live = false
    #announced = false
    #ready = false
    #failed = false
    #frame

    constructor() {
      super()
      this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [BASE]
      this.notice = html`<div class="notice" role="status"></div>`
      this.alert = html`<div class="alert" role="alert"></div>`
      this.main = html`<div></div>`
      this.#frame = html`<section class="root" aria-label=${this.component.title}>${[this.notice, this.alert, this.main]}</section>`
    }

    get tag() {
      return this.localName.replace('stripe-connect-', '')
    }

    /** The component's name in an account session. */
    get wireName() {
      return this.tag.replaceAll('-', '_')
    }

    get component() {
      return COMPONENTS[this.tag] ?? { title: capital(this.tag.replaceAll('-', ' ')), view: notRehearsedView }
    }

    get data() {
      return this.session.data
    }

    get format() {
      return this.session.format
    }

    /** The loader hands over what init() called `connect`: before or after the element is in the page. */
    setConnector(session) {
      this.session = session
      this.shadowRoot.adoptedStyleSheets = [BASE, session.theme]
      this.#startSoon()
    }

    connectedCallback() {
      this.#startSoon()
    }

    disconnectedCallback() {
      this.#live = false
      this.session?.elements.delete(this)
      this.closeDialogs()
    }

    /** A macrotask later all setters have run, and elements that StrictMode threw away are out of the page again. */
    #startSoon() {
      if (this.session && this.isConnected) setTimeout(() => this.#start())
    }

    #start() {
      if (this.#live || !this.isConnected || this.session.ended) return
      this.#live = true
      this.#failed = false
      this.session.elements.add(this)
      if (!this.#announced && !this.session.failedEarly) {
        this.#announced = true
        tell(this.settings.OnLoaderStart, { elementTagName: this.tag })
        this.shadowRoot.replaceChildren(this.#frame)
        this.#showSkeleton()
      }
      this.#load()
    }

    async #load() {
      try {
        const { components } = await this.session.grant()
        if (!components?.[this.wireName]?.enabled) {
          const words = `The account session does not enable the component ${this.wireName}.`
          throw new ConnectError('invalid_request_error', words)
        }
        if (this.component.needsData) await this.session.load()
        this.#ready = true
        this.redraw()
      } catch (error) {
        this.#fail(error)
      }
    }

    #showSkeleton() {
      this.#frame.hidden = this.component.appearsLate === true
      const bones = [...'abcdcd'].map((shape) => html`<div class=${`bone ${shape}`}></div>`)
      this.main.replaceChildren(top(html`<p class="unseen" role="status">Loading</p>`, html`<span></span>`), ...bones)
    }

    /** Draws from the session's figures. Focus stays on the control of the same id. */
    redraw() {
      if (!this.#live || !this.#ready || this.#failed || this.session.ended) return
      const focused = this.main.contains(this.shadowRoot.activeElement) && this.shadowRoot.activeElement.id
      try {
        this.features = this.session.granted.components[this.wireName]?.features ?? {}
        const nodes = [this.component.view(this)].flat(Number.POSITIVE_INFINITY).filter(Boolean)
        this.main.replaceChildren(...nodes)
        const hasMore = this.notice.textContent || this.alert.textContent || this.shadowRoot.querySelector('dialog')
        this.#frame.hidden = nodes.length === 0 && !hasMore
        if (focused) this.focusOn(focused)
      } catch (error) {
        this.#fail(error)
      }
    }

    #fail(error) {
      if (!this.#live || this.session.ended) return
      this.#failed = true
      if (!(error instanceof ConnectError)) console.error(error)
      const { type: kind = 'render_error', message } = error
      this.report(kind, message)
      if (!this.#announced) return // Stripe docs: before onLoaderStart nothing is drawn, the host has to speak
      this.#frame.hidden = false
      this.main.replaceChildren(html`
        <div class="card">
          ${top(html`<h2>${ERROR_HEADINGS[kind]}</h2>`)}
          <p role="alert">${message}</p>
          <p class="fine">Nothing was changed. Error type: ${kind}</p>
          <button class="button Secondary" type="button" @click=${() => this.#retry()}>Try again</button>
        </div>`)
    }

    #retry() {
      this.#failed = false
      this.#showSkeleton()
      this.#load()
    }

    report(kind, message) {
      tell(this.settings.OnLoadError, { elementTagName: this.tag, error: { type: kind, message } })
    }

    /** After logout(): nothing, for good. */
    empty() {
      this.#live = false
      this.shadowRoot.replaceChildren()
    }

    closeDialogs() {
      for (const dialog of this.shadowRoot.querySelectorAll('dialog')) dialog.remove()
    }

    focusOn(id) {
      this.shadowRoot.getElementById(id)?.focus({ preventScroll: true })
    }

    reveal() {
      this.#frame.hidden = false
    }

    say(text) {
      this.reveal()
      this.alert.textContent = ''
      this.notice.textContent = text
    }

    complain(text) {
      this.reveal()
      this.notice.textContent = ''
      this.alert.textContent = text
    }

    set(name, value) {
      this.settings[name] = value
      if (name === 'Payout' || name === 'CollectionOptions') this.redraw()
    }
  }

  /* ---------------------------------------------------------------------------------------------------------------
   * 6 Dialogs and forms
   * ------------------------------------------------------------------------------------------------------------ */

  let serial = 0
  const uniqueKey = () => `connect-js-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`

  function openDialog(el, heading, content, { mayClose = () => true, onclose } = {}) {
    const opener = el.shadowRoot.activeElement?.id
    const cancel = (event) => mayClose() || event.preventDefault()
    function close() {
      dialog.remove()
      onclose?.()
      if (document.activeElement !== el && opener) el.focusOn(opener)
    }
    content.prepend(html`<h2 id="dialog-heading">${heading}</h2>`)
    const dialog = html`<dialog class=${el.session.overlays} aria-labelledby="dialog-heading" @cancel=${cancel} @close=${close}>
      ${content}</dialog>`
    el.reveal()
    el.main.after(dialog)
    dialog.showModal()
    return dialog
  }

  /** A busy button keeps its focus and is deaf: whoever made it checks aria-busy. */
  function setBusy(button, words) {
    for (const state of ['aria-busy', 'aria-disabled']) {
      if (words) button.setAttribute(state, 'true')
      else button.removeAttribute(state)
    }
    button.textContent = words || button.idleWords
  }

  /** A labelled control with help; an error takes the help's place. */
  function field(label, control, { help, unit } = {}) {
    control.id = `field-${++serial}`
    const id = control.id
    const helpNode = html`<p class="fine" id=${`${id}-help`} hidden=${!help}>${help}</p>`
    const errorNode = html`<p class="error" id=${`${id}-error`} hidden></p>`
    const node = html`
      <div class="field">
        <label for=${id}>${label}</label>
        <div class="control">${control}${unit && html`<span class="unit">${unit}</span>`}</div>
        ${helpNode}${errorNode}
      </div>`
    control.setAttribute('aria-describedby', `${id}-help ${id}-error`)
    return {
      node,
      control,
      typed: () => control.value.trim(),
      name(text) {
        node.querySelector('label').textContent = text
      },
      help(text) {
        helpNode.textContent = text
        helpNode.hidden = !text || !errorNode.hidden
      },
      fail(message) {
        errorNode.textContent = message
        errorNode.hidden = !message
        helpNode.hidden = Boolean(message) || !helpNode.textContent
        if (message) control.setAttribute('aria-invalid', 'true')
        else control.removeAttribute('aria-invalid')
      },
    }
  }

  /** Radio buttons or checkboxes under one legend, with the manners of a field. */
  function choices(legend, nodes, { help, shape } = {}) {
    const id = `field-${++serial}`
    const error = html`<p class="error" id=${`${id}-error`} hidden></p>`
    const node = html`
      <fieldset class="field" aria-describedby=${`${id}-help ${id}-error`}>
        <legend>${legend}</legend>
        <div class=${shape}>${nodes}</div>
        <p class="fine" id=${`${id}-help`} hidden=${!help}>${help}</p>
        ${error}
      </fieldset>`
    const inputs = [...node.querySelectorAll('input')]
    return {
      node,
      chosen: () => inputs.filter((input) => input.checked).map((input) => input.value),
      fail(message) {
        error.textContent = message
        error.hidden = !message
        if (message) inputs[0].setAttribute('aria-invalid', 'true')
        else inputs[0].removeAttribute('aria-invalid')
      },
    }
  }

  const textInput = (value = '') => html`<input type="text" autocomplete="off" spellcheck="false" value=${value}>`
  const amountInput = (value) =>
    html`<input type="text" inputmode="decimal" autocomplete="off" autofocus value=${value}>`
  const select = (pairs, chosen) =>
    html`<select>${pairs.map(([value, text]) => html`<option value=${value} selected=${value === chosen}>${text}</option>`)}</select>`

  /**
   * A form in a dialog. `read` gives the values to send, or null once it has marked what is wrong. `fields` are keyed by
   * the parameter that Stripe names in a refusal, so that the refusal stands at its field.
   */
  function openForm(el, { heading, intro, fields = {}, body, submit, busy, danger, read, send }) {
    let working = false
    let attempt = null
    const alert = html`<p class="alert" role="alert"></p>`
    const button = html`<button class=${`button ${danger ? 'Danger' : 'Primary'}`} type="submit">${submit}</button>`
    button.idleWords = submit

    async function submitted(event) {
      event.preventDefault()
      if (working) return
      alert.textContent = ''
      for (const one of Object.values(fields)) one.fail('')
      const values = read()
      if (values === null) {
        dialog.querySelector('[aria-invalid]')?.focus()
        return
      }
      // The same wish keeps its key until Stripe has answered, so that asking again cannot do it twice.
      const wish = JSON.stringify(values)
      if (attempt?.wish !== wish) attempt = { wish, key: uniqueKey() }
      working = true
      setBusy(button, busy)
      try {
        const words = await send(values, attempt.key)
        await el.session.refresh().catch((error) => el.complain(`The figures could not be refreshed: ${error.message}`))
        working = false
        dialog.close()
        el.say(words)
      } catch (error) {
        working = false
        setBusy(button)
        refused(error)
      }
    }

    function refused(error) {
      const unknown = 'It is not known whether this was done. Trying again with the same values cannot do it twice.'
      const place = Object.hasOwn(fields, error.param) ? fields[error.param] : null
      if (!error.unanswered) attempt = null
      if (place) place.fail(error.message)
      else alert.textContent = error.unanswered ? `${error.message} ${unknown}` : error.message
      dialog.querySelector('[aria-invalid]')?.focus()
    }

    const form = html`
      <form class="sheet" novalidate @submit=${submitted}>
        ${intro && html`<p class="quiet">${intro}</p>`}
        ${body ?? Object.values(fields).map(({ node }) => node)}
        ${alert}
        <div class="buttons">
          ${button}
          <button class="button Secondary" type="button" @click=${() => working || dialog.close()}>Cancel</button>
        </div>
      </form>`
    const dialog = openDialog(el, heading, form, { mayClose: () => !working })
    return {
      relabel(words) {
        button.idleWords = words
        if (!working) button.textContent = words
      },
    }
  }

  /* ---------------------------------------------------------------------------------------------------------------
   * 7 The balances views
   * ------------------------------------------------------------------------------------------------------------ */

  /** The simulator's answer as the views want it: all that concerns a currency in one entry. */
  function readState(raw) {
    const { balance } = raw
    if (!Array.isArray(balance?.available)) throw new ConnectError('api_error', 'Stripe’s answer could not be read.')
    const of = (kind, currency) => balance[kind].filter((part) => part.currency === currency)
    const sum = (kind, currency) => of(kind, currency).reduce((total, { amount }) => total + amount, 0)
    return {
      now: raw.now,
      country: raw.country,
      currencies: balance.available.map(({ currency, amount }) => ({
        currency,
        available: amount,
        pending: sum('pending', currency),
        pendingParts: of('pending', currency),
        inTransit: sum('in_transit', currency),
        kept: balance.minimum_balances[currency] ?? 0,
        instant: of('instant_available', currency)[0],
      })),
      upcoming: balance.upcoming_payouts,
      schedule: raw.schedule,
      accounts: raw.external_accounts,
      payouts: raw.payouts,
      payoutsEnabled: raw.payouts_enabled,
      requirements: raw.requirements,
      delayDays: raw.delay_days,
      stripeLiable: raw.losses_payments === 'stripe',
      isSignedIn: raw.user_authenticated === true,
    }
  }

  const canReceiveInstant = (account) => account.available_payout_methods?.includes('instant') === true
  const holds = (account, currency, method) =>
    account.currency === currency && (method !== 'instant' || (canReceiveInstant(account) && account.status === 'new'))

  /** Why there can be no payout by hand now, or null. A reason is told, the button is never just gone. */
  function payoutBlocker({ data, features }, { currency, available }) {
    if (!data.payoutsEnabled) return 'Payouts are switched off for this account.'
    if (data.schedule.interval !== 'manual') {
      const remedy = features.edit_payout_schedule
        ? 'set the payout schedule to manual first'
        : 'the schedule must be manual'
      const when = describeSchedule(data.schedule).replace(/^./, (letter) => letter.toLowerCase())
      return `Payouts leave by themselves: ${when}. To pay out by hand, ${remedy}.`
    }
    if (available < 0) return 'Nothing can be paid out while the balance is negative.'
    if (wholeSteps(available, currency) === 0) return 'Nothing is available to pay out.'
    if (data.accounts.some((account) => holds(account, currency))) return null
    return `There is no bank account for ${currency.toUpperCase()} to pay out to.`
  }

  function instantBlocker({ data }, { currency, available, instant }) {
    if (!data.payoutsEnabled) return 'Payouts are switched off for this account.'
    if (!data.accounts.some((account) => holds(account, currency, 'instant'))) {
      return `No bank account or card for ${currency.toUpperCase()} here can receive instant payouts.`
    }
    if (available < 0) return 'Nothing can be paid out while the balance is negative.'
    return instant?.amount > 0 ? null : 'No funds are eligible for an instant payout now.'
  }

  const row = (kind, name, amount) =>
    html`<div class=${`row ${kind}`}><dt>${name}</dt><dd class="amount">${amount}</dd></div>`

  function currencyView(el, entry, isFirst, told) {
    const { format, features, data } = el
    const { currency, available, pending, pendingParts, inTransit, kept, instant } = entry
    const code = currency.toUpperCase()
    const tint = (amount) => (amount < 0 ? 'minus' : null)
    const money = (amount) => html`<span class=${tint(amount)}>${format.money(amount, currency)}</span>`

    const reasons = []
    /** A button with its reason in words beside it, said once even where several currencies share it. */
    function moneyButton(words, kind, blocker, open) {
      const id = `${words.toLowerCase().replaceAll(' ', '-')}-${currency}`
      if (blocker && !told.has(blocker)) {
        told.set(blocker, `${id}-reason`)
        reasons.push(html`<p class="fine reason" id=${`${id}-reason`}>${blocker}</p>`)
      }
      return html`
        <button class=${`button ${kind}`} id=${id} type="button" aria-disabled=${blocker && 'true'}
          aria-describedby=${blocker && told.get(blocker)} @click=${() => blocker || open(el, entry)}>${words}</button>`
    }
    const buttons = [
      features.standard_payouts && moneyButton('Pay out', 'Primary', payoutBlocker(el, entry), openStandardPayout),
      features.instant_payouts &&
        moneyButton('Instant payout', 'Secondary', instantBlocker(el, entry), openInstantPayout),
      available < 0 && data.stripeLiable && moneyButton('Add funds', 'Primary', null, openAddFunds),
    ].filter(Boolean)

    const later = pendingParts.slice(4).reduce((total, { amount }) => total + amount, 0)
    const debt = 'More was refunded or disputed than earned. Payouts go on once this is made up for.'
    return html`
      <section class="currency" aria-label=${`${code} balance`}>
        <div class="top">
          <div>
            <h3 class="quiet">Available</h3>
            <p class="figure">
              <span class=${tint(available)}>${format.number(available, currency)}</span>
              <span class="code">${code}</span>
              ${available < 0 && html`<span class="badge Danger">Negative</span>`}
            </p>
          </div>
          ${isFirst && simulatedMark()}
        </div>
        ${available < 0 && html`<p class="fine reason">${debt}</p>`}
        ${buttons.length > 0 && html`<div class="buttons">${buttons}</div>`}
        ${reasons}
        <dl class="ledger">
          ${row('', 'Pending', money(pending))}
          ${pendingParts.slice(0, 4).map((part) => row('detail', ['available ', format.date(part.available_on)], format.money(part.amount, currency)))}
          ${later !== 0 && row('detail', 'available later', format.money(later, currency))}
          ${row('total', 'Total balance', money(available + pending))}
          ${inTransit !== 0 && row('', 'In transit to the bank', money(inTransit))}
          ${kept > 0 && row('', 'Kept back by automatic payouts', money(kept))}
          ${features.instant_payouts && instant?.amount > 0 && row('', 'Eligible for instant payout', money(instant.amount))}
        </dl>
      </section>`
  }

  /** A titled part of a component, a landmark of its own. */
  function block(heading, control, ...content) {
    const id = `heading-${heading.toLowerCase().replaceAll(' ', '-')}`
    return html`
      <section class="block" aria-labelledby=${id}><header><h3 id=${id}>${heading}</h3>${control}</header>${content}</section>`
  }

  const linkButton = (words, id, act, { about, kind = '' } = {}) => html`
    <button class=${`link ${kind}`} type="button" id=${id}
      @click=${act}>${words}${about && html`<span class="unseen">${` ${about}`}</span>`}</button>`

  const list = (rows) => html`<ul class="rows" role="list">${rows}</ul>`

  function upcomingView({ format, data }) {
    const rows = data.upcoming.map(
      ({ amount, currency, arrival_date: day, estimated }) => html`
        <li class="row">
          <span>arrives ${format.date(day)} ${estimated !== false && html`<span class="fine">estimated</span>`}</span>
          <span class="amount">${format.money(amount, currency)}</span>
        </li>`,
    )
    const manual = data.schedule.interval === 'manual'
    const why = manual ? 'None. The schedule is manual: money leaves when it is paid out.' : 'None is due yet.'
    return block('Upcoming payouts', null, rows.length > 0 ? list(rows) : html`<p class="quiet">${why}</p>`)
  }

  function scheduleView(el) {
    const { data, features } = el
    const delay =
      Number.isInteger(data.delayDays) && `Payments become available after ${counted(data.delayDays, 'day')}.`
    return block(
      'Payout schedule',
      features.edit_payout_schedule && linkButton('Edit schedule', 'edit-schedule', () => openSchedule(el)),
      html`<p>${describeSchedule(data.schedule)}</p>`,
      delay && html`<p class="fine">${delay}</p>`,
    )
  }

  const ACCOUNT_TROUBLE = {
    errored: 'Payouts failed',
    verification_failed: 'Not verified',
    tokenized_account_number_deactivated: 'Deactivated',
  }

  function bankAccountsView(el) {
    const { data, session } = el
    const rows = data.accounts.map((account) => {
      const { id, currency, default_for_currency: isDefault, status } = account
      const name = nameOf(account)
      const facts = [
        currency.toUpperCase(),
        account.country,
        account.routing_number ?? (account.object === 'card' && `card until ${account.exp_month}/${account.exp_year}`),
        canReceiveInstant(account) && 'instant payouts',
      ]
      const beDefault = () => withSignIn(el, () => makeDefault(el, account))
      const remove = () => withSignIn(el, () => openRemoval(el, account))
      return html`
        <li class="row">
          <div>
            ${name}
            ${isDefault && html`<span class="badge Neutral">Default</span>`}
            ${ACCOUNT_TROUBLE[status] && html`<span class="badge Danger">${ACCOUNT_TROUBLE[status]}</span>`}
            <p class="fine">${facts.filter(Boolean).join(' · ')}</p>
            ${session.showObjectIds && html`<p class="fine">${id}</p>`}
          </div>
          <div class="links">
            ${!isDefault && linkButton('Make default', `default-${id}`, beDefault, { about: name, kind: 'second' })}
            ${linkButton('Remove', `remove-${id}`, remove, { about: name, kind: 'second' })}
          </div>
        </li>`
    })
    return block(
      'Bank accounts',
      linkButton('Add bank account', 'add-bank-account', () => withSignIn(el, () => openBankAccount(el))),
      rows.length > 0 ? list(rows) : html`<p class="quiet">None yet. Payouts need one.</p>`,
    )
  }

  function balancesView(el) {
    const told = new Map()
    const { currencies } = el.data
    return [
      html`<h2 class="unseen">Balances</h2>`,
      currencies.length === 0 && top(html`<p class="quiet">No money has come in yet.</p>`),
      currencies.map((entry, index) => currencyView(el, entry, index === 0, told)),
      upcomingView(el),
      scheduleView(el),
      el.features.external_account_collection && bankAccountsView(el),
    ]
  }

  /* ---------------------------------------------------------------------------------------------------------------
   * 8 Money and bank dialogs
   * ------------------------------------------------------------------------------------------------------------ */

  function openStandardPayout(el, entry) {
    const most = wholeSteps(entry.available, entry.currency)
    openPayout(el, entry, 'standard', 'Pay out', () => most, 'A standard payout takes a few business days to arrive.')
  }

  function openInstantPayout(el, entry) {
    const { instant } = entry
    const most = (id) => {
      const net = instant.net_available?.find(({ destination }) => destination === id)
      return wholeSteps(net?.amount ?? instant.amount, entry.currency)
    }
    const intro = 'An instant payout usually arrives within 30 minutes, on any day.'
    openPayout(el, entry, 'instant', 'Instant payout', most, intro)
  }

  function openPayout(el, { currency, instant }, method, heading, mostFor, intro) {
    const { format, data, session } = el
    const accounts = data.accounts
      .filter((account) => holds(account, currency, method))
      .sort((a, b) => Number(b.default_for_currency === true) - Number(a.default_for_currency === true))
    const destination = field('To', select(accounts.map((account) => [account.id, nameOf(account)])))
    const most = () => mostFor(destination.control.value)
    const amount = field('Amount', amountInput(format.typed(most(), currency)), {
      help: ' ',
      unit: currency.toUpperCase(),
    })

    function showWords() {
      const fee = method === 'instant' && instant.net_available ? instant.amount - most() : 0
      const charged = fee > 0 ? ` after a fee of up to ${format.money(fee, currency)}` : ''
      amount.help(`Up to ${format.money(most(), currency)}${charged}.`)
      const typed = format.parse(amount.control.value, currency)
      form.relabel(typed > 0 && typed <= most() ? `Pay out ${format.money(typed, currency)}` : 'Pay out')
    }

    const form = openForm(el, {
      heading,
      intro,
      fields: { amount, destination },
      submit: 'Pay out',
      busy: 'Paying out…',
      read() {
        const typed = format.parse(amount.control.value, currency)
        if (typeof typed === 'string') amount.fail(typed)
        else if (typed > most()) amount.fail(`That is more than the ${format.money(most(), currency)} there is.`)
        else return { amount: typed, currency, method, destination: destination.control.value }
        return null
      },
      async send(values, key) {
        const payout = await session.request('POST', '/connect/payouts', values, key)
        tell(el.settings.OnInstantPayoutCreated, { payoutId: payout.id })
        const account = accounts.find(({ id }) => id === values.destination)
        const day = payout.arrival_date ? `, estimated to arrive ${format.day(payout.arrival_date)}` : ''
        return `${format.money(values.amount, currency)} is on its way to ${nameOf(account)}${day}.`
      },
    })
    amount.control.addEventListener('input', showWords)
    destination.control.addEventListener('change', () => {
      amount.control.value = format.typed(most(), currency)
      showWords()
    })
    showWords()
    amount.control.select()
  }

  function openAddFunds(el, { currency, available }) {
    const { format, session } = el
    const help = `The balance is ${format.money(available, currency)}.`
    const amount = field('Amount', amountInput(format.typed(-available, currency)), {
      help,
      unit: currency.toUpperCase(),
    })
    openForm(el, {
      heading: 'Add funds',
      intro: 'Money from the account’s default bank account makes up for the negative balance.',
      fields: { amount },
      submit: 'Add funds',
      busy: 'Adding…',
      read() {
        const typed = format.parse(amount.control.value, currency)
        if (typeof typed === 'number') return { amount: typed, currency }
        amount.fail(typed)
        return null
      },
      async send(values, key) {
        await session.request('POST', '/connect/add_funds', values, key)
        return `${format.money(values.amount, currency)} was added to the balance.`
      },
    })
  }

  const INTERVALS = {
    daily: 'on every business day',
    weekly: 'on days of the week',
    monthly: 'on days of the month',
    manual: 'only when paid out by hand',
  }

  function openSchedule(el) {
    const {
      interval: current,
      weekly_payout_days: currentWeekdays,
      monthly_payout_days: currentDays,
    } = el.data.schedule
    const interval = choices(
      'How often money leaves',
      Object.entries(INTERVALS).map(
        ([value, words]) => html`
          <label class="choice">
            <input type="radio" name="interval" value=${value} checked=${current === value} autofocus=${current === value}>
            <span>${capital(value)} <span class="quiet">${words}</span></span>
          </label>`,
      ),
    )
    const chip = (value, words, label, isChosen) =>
      html`<label class="chip"><input type="checkbox" value=${value} checked=${isChosen} aria-label=${label}><span>${words}</span></label>`
    const weekdays = choices(
      'Days of the week',
      WEEKDAYS.map((day) => chip(day, capital(day).slice(0, 3), capital(day), currentWeekdays?.includes(day))),
      { shape: 'chips five' },
    )
    const monthDays = choices(
      'Days of the month',
      Array.from({ length: 31 }, (_, index) => index + 1).map((day) =>
        chip(day, day, day > 28 ? `${day} or the last day` : String(day), currentDays?.includes(day)),
      ),
      { shape: 'chips', help: '29, 30 and 31 mean the last day of a shorter month.' },
    )
    const chosen = () => interval.chosen()[0]
    const showDays = () => {
      weekdays.node.hidden = chosen() !== 'weekly'
      monthDays.node.hidden = chosen() !== 'monthly'
    }
    interval.node.addEventListener('change', showDays)
    showDays()
    openForm(el, {
      heading: 'Edit payout schedule',
      fields: { interval, weekly_payout_days: weekdays, monthly_payout_days: monthDays },
      submit: 'Save schedule',
      busy: 'Saving…',
      read() {
        const days = { weekly: weekdays, monthly: monthDays }[chosen()]
        const values = days?.chosen() ?? []
        if (!days) return { interval: chosen() }
        if (values.length === 0) {
          days.fail('Choose at least one day.')
          return null
        }
        if (chosen() === 'weekly') return { interval: 'weekly', weekly_payout_days: values }
        return { interval: 'monthly', monthly_payout_days: values.map(Number) }
      },
      async send(values, key) {
        await el.session.request('POST', '/connect/schedule', values, key)
        return `The payout schedule is now: ${describeSchedule(values)}.`
      },
    })
  }

  // Country, its currency, and what its bank numbers are called. The others, in IBAN_COUNTRIES, need an IBAN alone.
  const BANK_NUMBERS = {
    AU: ['aud', 'BSB'],
    BR: ['brl', 'Bank and branch code'],
    CA: ['cad', 'Transit and institution number'],
    GB: ['gbp', 'Sort code'],
    HK: ['hkd', 'Clearing and branch code'],
    IN: ['inr', 'IFSC code'],
    JP: ['jpy', 'Bank and branch code'],
    MX: ['mxn', null, 'CLABE'],
    MY: ['myr', 'Bank code'],
    NZ: ['nzd', 'Bank and branch code'],
    SG: ['sgd', 'Bank and branch code'],
    TH: ['thb', null],
    US: ['usd', 'Routing number'],
  }
  const IBAN_COUNTRIES =
    'AE:aed AT:eur BE:eur CH:chf DE:eur DK:dkk ES:eur FR:eur HU:huf IE:eur IT:eur NL:eur NO:nok PL:pln PT:eur SE:sek'
  for (const [country, currency] of IBAN_COUNTRIES.split(' ').map((pair) => pair.split(':'))) {
    BANK_NUMBERS[country] = [currency, null, 'IBAN']
  }

  function openBankAccount(el) {
    const { data, session } = el
    const names = new Intl.DisplayNames('en', { type: 'region' })
    const countries = Object.keys(BANK_NUMBERS).map((code) => [code, names.of(code)])
    countries.sort(([, a], [, b]) => a.localeCompare(b))
    const country = field('Country of the bank', select(countries, data.country))
    const currency = field('Currency', select([]))
    const holder = field('Account holder', textInput())
    const routing = field('Routing number', textInput())
    const number = field('Account number', textInput(), { help: ' ' })
    const numberNames = () => {
      const [, routingName, numberName = 'Account number'] = BANK_NUMBERS[country.control.value]
      return { routingName, numberName }
    }
    function follow() {
      const { routingName, numberName } = numberNames()
      const own = BANK_NUMBERS[country.control.value][0]
      const codes = [...new Set([own, ...data.currencies.map((entry) => entry.currency), 'eur', 'usd'])]
      currency.control.replaceChildren(
        ...codes.map((code) => html`<option value=${code}>${code.toUpperCase()}</option>`),
      )
      routing.node.hidden = !routingName
      routing.name(routingName ?? '')
      number.name(numberName)
      const isUs = country.control.value === 'US'
      number.help(isUs ? 'Test bank: 110000000 and 000123456789. Payouts to 000111111116 fail.' : '')
    }
    country.control.addEventListener('change', follow)
    follow()
    openForm(el, {
      heading: 'Add bank account',
      fields: { country, currency, account_holder_name: holder, routing_number: routing, account_number: number },
      body: [html`<div class="pair">${country.node}${currency.node}</div>`, holder.node, routing.node, number.node],
      submit: 'Add bank account',
      busy: 'Adding…',
      read() {
        const { routingName, numberName } = numberNames()
        const missing = [routingName && !routing.typed() && routing, !number.typed() && number].filter(Boolean)
        if (missing.includes(routing)) routing.fail(`Fill in: ${routingName}.`)
        if (missing.includes(number)) number.fail(`Fill in: ${numberName}.`)
        if (missing.length > 0) return null
        return {
          country: country.control.value,
          currency: currency.control.value,
          account_number: number.typed().replaceAll(' ', ''),
          ...(routingName && { routing_number: routing.typed() }),
          ...(holder.typed() && { account_holder_name: holder.typed() }),
        }
      },
      async send(values, key) {
        const account = await session.request('POST', '/connect/external_accounts', values, key)
        return `${nameOf(account)} was added for payouts in ${values.currency.toUpperCase()}.`
      },
    })
  }

  async function makeDefault(el, account) {
    const button = el.shadowRoot.getElementById(`default-${account.id}`)
    if (!button || button.hasAttribute('aria-busy')) return
    button.idleWords = 'Make default'
    setBusy(button, 'Saving…')
    try {
      await el.session.request('POST', `/connect/external_accounts/${account.id}/default`)
      await el.session.refresh()
      el.say(`${nameOf(account)} is now the default for ${account.currency.toUpperCase()}.`)
      el.focusOn(`remove-${account.id}`)
    } catch (error) {
      setBusy(button)
      el.complain(error.message)
    }
  }

  function openRemoval(el, account) {
    openForm(el, {
      heading: `Remove ${nameOf(account)}?`,
      intro: 'No payout will go there any more. Payouts already on their way still arrive.',
      submit: 'Remove',
      busy: 'Removing…',
      danger: true,
      read: () => ({ id: account.id }),
      async send({ id }, key) {
        await el.session.request('DELETE', `/connect/external_accounts/${id}`, undefined, key)
        return `${nameOf(account)} was removed.`
      },
    })
  }

  /**
   * Where Stripe collects an account's details, its holder signs in to Stripe before bank accounts change. The window
   * must open straight from the click, or browsers block it.
   */
  function withSignIn(el, act) {
    if (el.features.disable_stripe_user_authentication || el.data.isSignedIn) return act()
    const state = uniqueKey()
    const asked = new URLSearchParams({ origin: location.origin, state })
    const openedAt = performance.now()
    const popup = window.open(`${ORIGIN}/authenticate.html#${asked}`, '_blank', 'popup,width=480,height=560')

    const words = html`<p role="alert"></p>`
    const again = () => {
      dialog.close()
      withSignIn(el, act)
    }
    const retry = html`<button class="button Primary" type="button" hidden @click=${again}>Open the sign-in window</button>`
    const content = html`
      <div class="sheet">
        ${words}
        <div class="buttons">
          ${retry}
          <button class="button Secondary" type="button" @click=${() => dialog.close()}>Cancel</button>
        </div>
      </div>`
    const dialog = openDialog(el, 'Sign in to Stripe', content, {
      onclose() {
        clearInterval(watch)
        removeEventListener('message', finish)
        popup?.close()
      },
    })

    async function finish(event) {
      if (event.origin !== ORIGIN || event.source !== popup || event.data?.state !== state) return
      dialog.close()
      if (event.data.type !== 'authenticated') return
      try {
        await el.session.request('POST', '/connect/authenticate', {})
        el.data.isSignedIn = true
        act()
      } catch (error) {
        el.complain(error.message)
        el.report('authentication_error', error.message)
      }
    }

    function stop(heading, explanation) {
      clearInterval(watch)
      dialog.querySelector('h2').textContent = heading
      words.textContent = explanation
      retry.hidden = false
      retry.focus()
      el.report('authentication_error', `${heading}. ${explanation}`)
    }

    let goneAt = null
    const watch = setInterval(() => {
      if (!popup?.closed) return
      const now = performance.now()
      goneAt ??= now
      if (now - goneAt < 400) return // what the window said before it closed may still be on its way
      // A window that is gone at once was cut off by the page's own headers; a person takes longer to close it.
      if (goneAt - openedAt > 1_500) dialog.close()
      else
        stop(
          'The sign-in window was cut off',
          'This page’s Cross-Origin-Opener-Policy separates it from its windows: it must be unsafe-none or ' +
            'same-origin-allow-popups. Nothing was changed.',
        )
    }, 200)
    addEventListener('message', finish)
    words.textContent = 'Finish signing in in the window that has opened. Then this goes on by itself.'
    if (popup) return
    stop(
      'The sign-in window was blocked',
      'Allow pop-up windows for this site in the browser’s address bar, then open the window again. Nothing was changed.',
    )
  }

  /* ---------------------------------------------------------------------------------------------------------------
   * 9 Other components
   * ------------------------------------------------------------------------------------------------------------ */

  const PAYOUT_STATUS = {
    paid: ['Paid', 'Success'],
    pending: ['Pending', 'Warning'],
    in_transit: ['In transit', 'Neutral'],
    canceled: ['Canceled', 'Neutral'],
    failed: ['Failed', 'Danger'],
  }

  const PAYOUT_FAILURES = {
    account_closed: 'The bank account is closed.',
    account_frozen: 'The bank account is frozen.',
    could_not_process: 'The bank could not process the payout.',
    debit_not_authorized: 'The bank account does not allow debits.',
    insufficient_funds: 'There was not enough money to draw on.',
    invalid_account_number: 'The account number is wrong.',
    invalid_currency: 'The bank account does not take this currency.',
    no_account: 'The bank does not know this account number.',
  }

  function statusBadge({ status }) {
    const [words, kind] = PAYOUT_STATUS[status] ?? [capital(status), 'Neutral']
    return html`<span class=${`badge ${kind}`}>${words}</span>`
  }
  const failureOf = ({ failure_code: code, failure_message: words }) =>
    PAYOUT_FAILURES[code] ?? words ?? 'Reason unknown'
  function destinationName({ data }, { destination }) {
    const account = data.accounts.find(({ id }) => id === destination)
    return account ? nameOf(account) : 'A removed account'
  }

  function payoutsListView(el) {
    const { format, data, session } = el
    const heading = html`<h2>Payouts</h2>`
    const title = el.tag === 'payouts-list' ? top(heading) : heading
    if (data.payouts.length === 0) {
      return [title, html`<p class="quiet">No payouts yet. They appear here once money has left.</p>`]
    }
    const rows = data.payouts.map(
      (payout) => html`
        <tr>
          <td>
            ${linkButton(format.date(payout.arrival_date), `payout-${payout.id}`, () => openPayoutDetails(el, payout), { about: 'payout' })}
            ${payout.status === 'failed' && html`<span class="fine">${failureOf(payout)}</span>`}
            ${session.showObjectIds && html`<span class="fine">${payout.id}</span>`}
          </td>
          <td>${statusBadge(payout)}${payout.method === 'instant' && html`<span class="fine">Instant</span>`}</td>
          <td class="wide">${destinationName(el, payout)}</td>
          <td class=${`amount ${payout.amount < 0 ? 'minus' : ''}`}>${format.money(payout.amount, payout.currency)}</td>
        </tr>`,
    )
    return [
      title,
      html`
        <table>
          <caption class="unseen">Latest payouts</caption>
          <thead>
            <tr>
              <th scope="col">Arrival</th>
              <th scope="col">Status</th>
              <th scope="col" class="wide">To</th>
              <th scope="col" class="amount">Amount</th>
            </tr>
          </thead>
          <tbody>${rows}</tbody>
        </table>`,
    ]
  }

  function openPayoutDetails(el, payout, onclose) {
    const { format, session } = el
    const { currency } = payout
    const content = html`
      <div class="sheet">
        <dl>
          ${row('', 'Amount', format.money(payout.amount, currency))}
          ${row('', 'Status', statusBadge(payout))}
          ${payout.status === 'failed' && row('', 'Why', failureOf(payout))}
          ${row('', 'Created', format.date(payout.created))}
          ${row('', payout.status === 'paid' ? 'Arrived' : 'Estimated arrival', format.date(payout.arrival_date))}
          ${row('', 'To', destinationName(el, payout))}
          ${row('', 'Kind', `${capital(payout.method)}, ${payout.automatic ? 'by schedule' : 'by hand'}`)}
          ${payout.application_fee_amount > 0 && row('', 'Fee', format.money(payout.application_fee_amount, currency))}
          ${payout.statement_descriptor && row('', 'On the bank statement', payout.statement_descriptor)}
          ${payout.trace_id?.value && row('', 'Trace id', payout.trace_id.value)}
          ${session.showObjectIds && row('', 'Id', payout.id)}
        </dl>
        <div class="buttons">
          <button class="button Secondary" type="button" @click=${() => dialog.close()}>Close</button>
        </div>
      </div>`
    const dialog = openDialog(el, 'Payout', content, { onclose })
  }

  /** An overlay for the payout that the host names; an unknown id shows nothing, as with Stripe's. */
  function payoutDetailsView(el) {
    const wanted = el.settings.Payout
    if (el.shownPayout === wanted) return []
    el.closeDialogs()
    el.shownPayout = wanted
    const payout = el.data.payouts.find(({ id }) => id === wanted)
    if (payout) queueMicrotask(() => openPayoutDetails(el, payout, () => tell(el.settings.OnClose)))
    return []
  }

  const REQUIREMENTS = {
    external_account: 'Bank account for payouts',
    tos_acceptance: 'Acceptance of Stripe’s terms',
    'individual.verification.document': 'Identity document',
    'individual.verification.additional_document': 'Second identity document',
    'individual.id_number': 'Personal identification number',
    'individual.ssn_last_4': 'Last four digits of the SSN',
    'individual.dob': 'Date of birth',
    'company.tax_id': 'Company tax number',
    'company.verification.document': 'Company document',
    'business_profile.url': 'Business website',
    'business_profile.mcc': 'Line of business',
  }

  function requirementName(field) {
    const key = Object.keys(REQUIREMENTS).find((prefix) => field === prefix || field.startsWith(`${prefix}.`))
    if (key) return REQUIREMENTS[key]
    const [who, ...what] = field
      .replace(/^person_\w+/, 'person')
      .replaceAll('_', ' ')
      .split('.')
    return what.length > 0 ? `${capital(who)}: ${what.join(' ')}` : capital(who)
  }

  function notificationBannerView(el) {
    const { format, data } = el
    const { fields, requirements: filter } = el.settings.CollectionOptions ?? {}
    const isWanted = (name) => (filter?.only ? filter.only.includes(name) : !filter?.exclude?.includes(name))
    const named = (kind) => (data.requirements[kind] ?? []).filter(isWanted).map(requirementName)
    const past = named('past_due')
    const due = [...new Set([...past, ...named('currently_due')])]
    const later = fields === 'eventually_due' ? new Set(named('eventually_due')).difference(new Set(due)) : []
    const all = [...due, ...later]
    const count = { total: all.length, actionRequired: due.length }
    if (el.toldCount !== JSON.stringify(count)) {
      el.toldCount = JSON.stringify(count)
      tell(el.settings.OnNotificationsChange, count)
    }
    if (all.length === 0) return []

    const heading =
      past.length > 0 ? 'Details are overdue' : due.length > 0 ? 'Details are needed' : 'Details will be needed'
    const consequence = data.payoutsEnabled
      ? 'Payouts stop if they stay missing.'
      : 'Payouts are paused until they are given.'
    const deadline = data.requirements.current_deadline
    return html`
      <div class=${`card ${past.length > 0 ? 'Danger' : 'Warning'}`}>
        ${top(html`<h2>${heading}</h2>`)}
        <p>${deadline && ['Stripe asks for them by ', format.date(deadline), '. ']}${consequence}</p>
        <ul>${all.map((name) => html`<li>${name}</li>`)}</ul>
        <p class="fine">Stripe’s own banner collects them; the rehearsal only names them.</p>
      </div>`
  }

  function instantPromotionView(el) {
    const { format, features, data } = el
    const entry = data.currencies.find((one) => features.instant_payouts && instantBlocker(el, one) === null)
    const promotionShown = entry !== undefined
    if (el.toldPromotion !== promotionShown) {
      el.toldPromotion = promotionShown
      tell(el.settings.OnInstantPayoutsPromotionLoaded, { promotionShown })
    }
    if (!entry) return []
    const open = () => openInstantPayout(el, entry)
    return html`
      <div class="card">
        ${top(html`<h2>${format.money(entry.instant.amount, entry.currency)} within minutes</h2>`)}
        <p class="quiet">This much can go to the bank now, on any day.</p>
        <button class="button Primary" type="button" id="instant-payout" @click=${open}>Instant payout</button>
      </div>`
  }

  const notRehearsedView = (el) => html`
    <div class="card">
      ${top(html`<h2>${el.component.title}</h2>`)}
      <p class="quiet">This component is not part of the rehearsal.</p>
    </div>`

  const payoutsView = (el) => [balancesView(el), html`<div class="block">${payoutsListView(el)}</div>`]

  /** `appearsLate`: shows nothing, not even a skeleton, until it knows that it has something to show. */
  const COMPONENTS = {
    balances: { title: 'Balances', needsData: true, view: balancesView },
    payouts: { title: 'Payouts', needsData: true, view: payoutsView },
    'payouts-list': { title: 'Payouts', needsData: true, view: payoutsListView },
    'payout-details': { title: 'Payout details', needsData: true, appearsLate: true, view: payoutDetailsView },
    'notification-banner': { title: 'Notifications', needsData: true, appearsLate: true, view: notificationBannerView },
    'instant-payouts-promotion': {
      title: 'Instant payouts',
      needsData: true,
      appearsLate: true,
      view: instantPromotionView,
    },
  }

  /* ---------------------------------------------------------------------------------------------------------------
   * 10 window.StripeConnect
   * ------------------------------------------------------------------------------------------------------------ */

  for (const tag of Object.keys(SETTERS)) {
    if (customElements.get(`stripe-connect-${tag}`)) continue
    const Element = class extends ConnectElement {}
    for (const name of settersOf(tag)) {
      Element.prototype[`set${name}InternalOnly`] = function (value) {
        this.set(name, value)
      }
    }
    customElements.define(`stripe-connect-${tag}`, Element)
  }

  function init(params) {
    const session = new Session(params)
    return {
      connect: session,
      update: (changes) => session.configure(changes ?? {}),
      logout: () => session.logout(),
      /** Only pages without the npm package call this; the npm loader makes its elements itself. */
      create(tag) {
        const element = document.createElement(`stripe-connect-${tag}`)
        for (const name of Object.hasOwn(SETTERS, tag) ? settersOf(tag) : []) {
          element[`set${name}`] = (value) => element.set(name, value)
        }
        element.setConnector?.(session)
        return element
      },
    }
  }

  // Whatever the page or the loader has already put there (onLoad, optimizedLoading) stays.
  window.StripeConnect = Object.assign(window.StripeConnect ?? {}, { init, simulated: true })
  tell(window.StripeConnect.onLoad)
})()
