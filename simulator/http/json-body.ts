/** Undefined if it isn't JSON; an empty body is an empty object. */
export function readJson(text: string | undefined): unknown {
  if (text === undefined) return undefined
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
