/** What Stripe still wants to know of an account, by Stripe's names for it. Each name is in one list only. */
export type Requirements = {
  /** Not given by the deadline: Stripe has disabled something because of it. */
  pastDue: readonly string[]
  /** To be given by the deadline, or at once where there is none. */
  currentlyDue: readonly string[]
  /** Wanted later, such as when the account has received more payments. */
  eventuallyDue: readonly string[]
  /** Epoch ms by which what is currently due has to be given; null where Stripe sets none. */
  deadline: number | null
}

/** How urgent the most urgent requirement is. */
export const REQUIREMENT_LEVELS = ['past_due', 'currently_due', 'eventually_due', 'none'] as const

export type RequirementLevel = (typeof REQUIREMENT_LEVELS)[number]

/** Stripe's own lists hold each other: past due ⊆ currently due ⊆ eventually due (Stripe docs, Account.requirements). */
export function sortRequirements(lists: {
  pastDue: readonly string[]
  currentlyDue: readonly string[]
  eventuallyDue: readonly string[]
  deadline: number | null
}): Requirements {
  const pastDue = unique(lists.pastDue)
  const currentlyDue = unique(lists.currentlyDue).filter((name) => !pastDue.includes(name))
  const isDue = new Set([...pastDue, ...currentlyDue])
  return {
    pastDue,
    currentlyDue,
    eventuallyDue: unique(lists.eventuallyDue).filter((name) => !isDue.has(name)),
    deadline: lists.deadline,
  }
}

const unique = (names: readonly string[]): string[] => [...new Set(names)]

export function levelOf({ pastDue, currentlyDue, eventuallyDue }: Requirements): RequirementLevel {
  if (pastDue.length > 0) return 'past_due'
  if (currentlyDue.length > 0) return 'currently_due'
  return eventuallyDue.length > 0 ? 'eventually_due' : 'none'
}

/** What has fallen due, by Stripe's names; `deadline` as in Requirements. */
export type FallenDue = Pick<Requirements, 'pastDue' | 'currentlyDue' | 'deadline'>

/**
 * What has fallen due between two readings: names that weren't due before, that are past due now, or whose deadline is
 * another one. So each name is in it once for each deadline, and once more when it is past due. Null where nothing is.
 */
export function fallenDue(before: Requirements, after: Requirements): FallenDue | null {
  const isMoved = after.deadline !== null && after.deadline !== before.deadline
  const pastDue = after.pastDue.filter((name) => !before.pastDue.includes(name))
  const currentlyDue = after.currentlyDue.filter((name) => isMoved || !before.currentlyDue.includes(name))
  return pastDue.length + currentlyDue.length > 0 ? { pastDue, currentlyDue, deadline: after.deadline } : null
}
