import 'server-only'
import type { Metadata } from 'next'
import { findAccountName } from '@/lib/auth/account-access'
import { findSignedInPerson } from '@/lib/auth/person'
import { isolate } from '@/lib/domain/text'
import { loadOwnAccounts } from '@/lib/features/accounts/load-accounts'

/** The title of a page about an account: first the account’s name, for those who may open the page. */
export async function accountTitle(accountId: unknown, page: string): Promise<Metadata> {
  const name = await findAccountName(accountId)
  return { title: name === null ? page : `${isolate(name)} · ${page}` }
}

/** The same for the pages of an account's own people; without an account in the address, their first one is shown. */
export async function ownAccountTitle(asked: unknown, page: string): Promise<Metadata> {
  const person = await findSignedInPerson()
  if (!person || person.staffRole) return { title: page }
  return accountTitle(asked ?? (await loadOwnAccounts(person)).at(0)?.id, page)
}
