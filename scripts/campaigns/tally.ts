/** Says how much was tried, where a seed shows that somebody wants to know. */
export function tally(count: number, what: string): void {
  if (process.env.SEED) console.log(`${count} ${what}`)
}
