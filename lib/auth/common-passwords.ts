import 'server-only'

let list: Promise<ReadonlySet<string>> | undefined

/** About 50,000 passwords from published breaches, in lower case. Read when somebody first sets a password. */
export function commonPasswords(): Promise<ReadonlySet<string>> {
  list ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common'].map((each) => String(each).toLowerCase())),
  )
  return list
}
