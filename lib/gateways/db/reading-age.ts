/** Milliseconds after which a reading that found nothing new is noted again. */
const NOTED_EVERY = 60_000

/** Whether what was noted at that moment is so young that a reading which finds the same need not be noted. */
export const isRecent = (notedAt: Date | null, readAt: Date): boolean =>
  notedAt !== null && readAt.getTime() - notedAt.getTime() < NOTED_EVERY
