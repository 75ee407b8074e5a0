/** Opens the cards that say in Spillway's words what a component of Stripe's would. */
export function openFallbacks(): void {
  for (const card of document.querySelectorAll<HTMLDetailsElement>('details[data-fallback]')) card.open = true
}
