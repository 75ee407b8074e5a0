import { type AccountAccess, mayAlso, staffRolesThatRead } from '@/lib/domain/access/permissions'
import type { AccountPerson } from '@/lib/gateways/db/people'
import { Button } from '@/lib/ui/button'
import { Card } from '@/lib/ui/card'
import { disabledWords } from './account-people'
import { ROLE_WORDS, accessText as text, viewText } from './text'

/** Who can reach the account, by name, for staff and owners. Emails are on the pages where people are managed. */
export async function AccountPeopleCard({
  access,
  people: reading,
}: {
  access: AccountAccess
  people: Promise<AccountPerson[]>
}) {
  const { person, account } = access
  const isAdmin = person.staffRole === 'admin'
  const people = await reading
  const manage = isAdmin ? `/people?q=${account.id}` : person.staffRole ? null : `/access?account=${account.id}`
  return (
    <Card
      title={text.title}
      aside={
        manage && (
          <a href={manage} className="text-sm text-accent underline underline-offset-2">
            {text.manage}
          </a>
        )
      }
    >
      {people.length === 0 ? (
        <p className="p-4 text-sm text-muted">{text.nobody}</p>
      ) : (
        <ul className="flex flex-col gap-1 p-4 text-sm">
          {people.map(({ id, name, role, ...disabled }) => (
            <li key={id} className="flex flex-wrap justify-between gap-x-3">
              <bdi translate="no" className="min-w-0 break-words">
                {name}
              </bdi>
              <span className="text-muted">{[ROLE_WORDS[role], ...disabledWords(disabled)].join(' ')}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="border-t border-line px-4 py-2 text-sm text-muted">
        {text.alsoStaff(staffRolesThatRead().map((role) => ROLE_WORDS[role].toLowerCase()))}
      </p>
      {mayAlso(access, 'support_view:start') && (
        <form action="/api/view-as" method="post" className="flex flex-col items-start gap-2 border-t border-line p-4">
          <input type="hidden" name="account" value={account.id} />
          <Button type="submit">{viewText.start}</Button>
          <p className="text-xs text-muted">{viewText.startHelp}</p>
        </form>
      )}
    </Card>
  )
}
