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

export const VARIABLES = new Map(
  DEFAULTS.split(';').flatMap((line) => {
    const [name, value] = line.split(':').map((part) => part.trim())
    return name ? [[name, value]] : []
  }),
)
