/** Says that something was done, also when the page changes with it. What shows it is loaded with the first one. */
export const toast = (text: string): void => {
  // Where it can't be loaded, the page itself shows what was done.
  import('./toast-view').then(({ showToast }) => showToast(text)).catch(() => undefined)
}
