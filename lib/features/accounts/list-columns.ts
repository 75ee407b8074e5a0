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
