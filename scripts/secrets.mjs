// What a real key looks like. The made-up ones of the demo and the tests are shorter and match nothing here.

const PATTERNS = [
  /\b[sr]k_(live|test)_[A-Za-z0-9]{24,}/,
  /\bwhsec_[A-Za-z0-9+/]{32,}/,
  /\baccs_secret__[A-Za-z0-9]{24,}/,
  /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*[A-Za-z0-9+/]{40}/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bgh[opsu]_[A-Za-z0-9]{36}\b/,
  /\bnpm_[A-Za-z0-9]{36}\b/,
  /\bxox[abps]-[A-Za-z0-9-]{20,}/,
  /\bpostgres(?:ql)?:\/\/[^\s:/@'"`$]+:[^\s:/@'"`$]{16,}@/,
]

/** The first characters of each key in a text, enough to find it. @param {string} text */
export const secretsIn = (text) => PATTERNS.flatMap((pattern) => pattern.exec(text)?.[0].slice(0, 16) ?? [])
