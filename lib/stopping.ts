// On globalThis, because Next bundles several copies of a module and the process stops once.
const shared = globalThis as typeof globalThis & { spillwayStopping?: Set<() => Promise<void>> }
shared.spillwayStopping ??= new Set()
const works = shared.spillwayStopping

/** What is still to be done when the process has been asked to stop and has answered its last request. */
export const beforeStop = (work: () => Promise<void>) => void works.add(work)

/** Does all of it; what fails keeps nothing else from being done. */
export async function finishBeforeStop(): Promise<void> {
  await Promise.allSettled([...works].map((work) => work()))
}
