/** The columns that can be chosen, in their order. The name is in every list. */
export const LIST_COLUMNS = [
  'state',
  'available',
  'next_payout',
  'requirements',
  'schedule',
  'delay',
  'country',
  'created',
  'id',
] as const

export type ListColumn = (typeof LIST_COLUMNS)[number]

/** A column, and the screens that leave it out. */
export type ShownColumn = readonly [column: ListColumn, screens: string]

/** How wide a column is, in pixels. */
const WIDTHS: Record<ListColumn, number> = {
  state: 208,
  available: 128,
  next_payout: 106,
  requirements: 108,
  schedule: 77,
  delay: 72,
  country: 128,
  created: 108,
  id: 166,
}

/** The columns in the order in which a screen that is too narrow for all leaves them out, the last one first. */
const BY_NEED: readonly ListColumn[] = [
  ...(['available', 'state', 'next_payout', 'requirements', 'schedule', 'delay'] as const),
  ...(['id', 'country', 'created'] as const),
]

/** Pixels of the box and the name, and of what is beside the table. */
const [NAME, BESIDE] = [252, 266]

/** From this width on, the state takes so many pixels more, so that its reason is not cut off. */
const [ROOMY, MORE] = [1440, 48]

const SCREENS: [width: number, className: string][] = [
  [970, 'max-[970px]:hidden'],
  [1080, 'max-[1080px]:hidden'],
  [1160, 'max-[1160px]:hidden'],
  [1230, 'max-[1230px]:hidden'],
  [1410, 'max-[1410px]:hidden'],
  [1540, 'max-[1540px]:hidden'],
]

/**
 * The columns that some screen has room for. The first one needed has its place on each; on a phone the state is below
 * the name.
 */
export function columnsWithRoom(asked: readonly ListColumn[]): ShownColumn[] {
  let width = NAME + BESIDE
  const screens = new Map<ListColumn, string | undefined>()
  for (const [place, column] of BY_NEED.filter((each) => asked.includes(each)).entries()) {
    width += WIDTHS[column]
    const fits = (screen: number) => screen >= width && Math.max(screen, ROOMY) >= width + MORE
    const narrower = place === 0 ? '' : SCREENS.find(([screen]) => fits(screen))?.[1]
    screens.set(column, column === 'state' ? 'max-md:hidden' : narrower)
  }
  return asked.flatMap((column) => {
    const leftOut = screens.get(column)
    return leftOut === undefined ? [] : [[column, leftOut] as const]
  })
}
