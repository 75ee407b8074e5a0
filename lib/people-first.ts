import { setTimeout as pause } from 'node:timers/promises'

/** The longest that work in the background waits for pages, and how often it looks for them, in milliseconds. */
const LONGEST_YIELD = 100
const LOOK = 5

// On globalThis, because the server and Next's build load this file apart.
const shared = globalThis as typeof globalThis & { spillwayPagesBegun?: number | undefined }

/** A page begins to be rendered. @returns what to call once its answer begins, and may be called twice */
export function beginPage(): () => void {
  shared.spillwayPagesBegun = (shared.spillwayPagesBegun ?? 0) + 1
  let hasEnded = false
  return () => {
    if (!hasEnded) shared.spillwayPagesBegun = (shared.spillwayPagesBegun ?? 1) - 1
    hasEnded = true
  }
}

const isPageBegun = (): boolean => (shared.spillwayPagesBegun ?? 0) > 0

/** Returns when nobody waits for a page of this process, and in any case soon: work in the background lets pages go first. */
export async function letPagesGoFirst(): Promise<void> {
  for (let waited = 0; isPageBegun() && waited < LONGEST_YIELD; waited += LOOK) await pause(LOOK)
}
