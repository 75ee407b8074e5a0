'use client'

/** Applies the theme that is chosen, and stores it in a cookie, so that the server renders it and nothing flashes. */
function apply(theme: string) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari and Firefox
  document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

const THEMES = ['System', 'Light', 'Dark']

export function ThemeChoice({ initial }: { initial: string }) {
  return (
    <div>
      <label htmlFor="theme" className="label">
        Theme
      </label>
      <select id="theme" defaultValue={initial} className="input" onChange={({ target }) => apply(target.value)}>
        {THEMES.map((theme) => (
          <option key={theme} value={theme.toLowerCase()}>
            {theme}
          </option>
        ))}
      </select>
    </div>
  )
}
