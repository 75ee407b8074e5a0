/** Whether shortcuts of one character work; people who speak to their computer switch them off. */
export const areSingleKeysOn = () => !/(^|; )single-keys=off/.test(document.cookie)

/** Kept by this browser as the theme is: for a year, over a sign-out, for everybody who uses it. */
export function setSingleKeys(isOn: boolean) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox
  document.cookie = `single-keys=${isOn ? 'on' : 'off'}; path=/; max-age=31536000; samesite=lax`
}
