export type TimeOfDay = { hour: number; minutes: number }

/** "06:30" */
export const formatTimeOfDay = ({ hour, minutes }: TimeOfDay): string =>
  `${String(hour).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`

/** Every half hour of a day. */
export const HALF_HOURS: readonly TimeOfDay[] = Array.from({ length: 48 }, (_, half) => ({
  hour: Math.floor(half / 2),
  minutes: (half % 2) * 30,
}))
