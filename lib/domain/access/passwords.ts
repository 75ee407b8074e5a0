export const MIN_PASSWORD_LENGTH = 12

/** Characters that have to be left of a password without what everybody knows about its person. */
const OWN_CHARACTERS = 8

export type PasswordProblem = 'short_password' | 'common_password' | 'personal_password'

/**
 * Why nobody may use a password, or null. There are no rules about its composition (OWASP ASVS 5.0, 6.2).
 * `isCommon` knows lower-case passwords that attackers try first.
 */
export function findPasswordProblem(
  password: string,
  { name, email }: { name: string; email: string },
  isCommon: (password: string) => boolean,
): PasswordProblem | null {
  if (password.length < MIN_PASSWORD_LENGTH) return 'short_password'
  const typed = password.normalize('NFKC').toLowerCase()
  const withoutEnds = typed.replace(/^[^\p{L}]{0,6}/u, '').replace(/[^\p{L}]{0,6}$/u, '')
  const repeats = /^(.{1,6})\1+$/u.test(typed)
  if (repeats || isCommon(typed) || isCommon(withoutEnds)) return 'common_password'
  const known = ['spillway', email, ...email.split(/[@.+_-]/), ...name.split(/\s+/)]
    .map((word) => word.normalize('NFKC').toLowerCase())
    .filter((word) => word.length >= 3)
    .sort((a, b) => b.length - a.length)
  const own = known.reduce((left, word) => left.replaceAll(word, ''), typed).replace(/[^\p{L}\p{N}]/gu, '')
  const usesKnown = known.some((word) => typed.includes(word))
  return usesKnown && own.length < OWN_CHARACTERS ? 'personal_password' : null
}
