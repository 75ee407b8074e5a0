/**
 * The old values of everything that differs. Hashes are compared field by field, anything else as a whole. A field that
 * didn't exist before is null [from memory].
 */
export function previousAttributes(before: unknown, after: unknown): Record<string, unknown> {
  const previous: Record<string, unknown> = {}
  if (!isHash(before) || !isHash(after)) return previous
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const was = before[key]
    const is = after[key]
    if (isHash(was) && isHash(is)) {
      const inner = previousAttributes(was, is)
      if (Object.keys(inner).length > 0) previous[key] = inner
    } else if (JSON.stringify(was) !== JSON.stringify(is)) {
      previous[key] = was ?? null
    }
  }
  return previous
}

function isHash(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
