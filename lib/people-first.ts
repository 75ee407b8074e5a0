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

/** Whether somebody waits for a page of this process, which work in the background lets go first. */
export const isPageBegun = (): boolean => (shared.spillwayPagesBegun ?? 0) > 0
