/**
 * The part of the former object that is different now. A hash is compared field by field, anything else as a whole;
 * what did not exist before is null. [from memory] for the last.
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
