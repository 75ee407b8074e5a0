import type { ChangeRequest } from '@/lib/domain/access/change-request'
import { type AccountAccess, mayAlso } from '@/lib/domain/access/permissions'
import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import { BALANCE_SETTINGS_FIELDS, labelOf } from '@/lib/domain/settings/fields'
import { isolate } from '@/lib/domain/text'
import { Card } from '@/lib/ui/card'
import { PageLink } from '@/lib/ui/page-link'
import { openRequestsText as text, wishText } from './text'
import { WishButton } from './wish-button'
import { WithdrawButton } from './withdraw-button'

type Props = { access: AccountAccess; rules: Promise<PlatformRules>; requests: Promise<ChangeRequest[]> }

/** What waits for approval on this account, and where an owner asks for what only the platform can change. */
export async function OpenRequests({ access, rules, requests: waiting }: Props) {
  const [requests, { ownerFields }] = await Promise.all([waiting, rules])
  const { person, role } = access
  const isStaff = person.staffRole !== null
  const locked = BALANCE_SETTINGS_FIELDS.filter((field) => !ownerFields.includes(field))
  const asks = role === 'owner' && mayAlso(access, 'balance_settings:request') && locked.length > 0
  return (
    <>
      {requests.length > 0 && (
        <Card title={text.title}>
          <ul className="divide-y divide-line">
            {requests.map(({ id, lines, requestedBy }) => (
              <li key={id} className="flex flex-wrap items-baseline justify-between gap-2 px-4 py-2.5 text-sm">
                <div className="min-w-0">
                  {lines.map((line) => (
                    <p key={line} className="font-medium break-words">
                      <bdi translate="no">{line}</bdi>
                    </p>
                  ))}
                  <p className="text-xs text-muted">
                    {text.by(isStaff || requestedBy.role === 'owner' ? isolate(requestedBy.name) : text.staff)}
                  </p>
                </div>
                {isStaff ? (
                  <PageLink href={`/requests/${id}`} className="text-accent underline underline-offset-2">
                    {text.open}
                  </PageLink>
                ) : (
                  requestedBy.id === person.id && (
                    <WithdrawButton label={text.withdraw} accountId={access.account.id} requestId={id} />
                  )
                )}
              </li>
            ))}
          </ul>
        </Card>
      )}
      {asks && (
        <Card title={wishText.title}>
          <div className="flex flex-col items-start gap-3 p-4">
            <p className="text-sm text-muted">{wishText.help}</p>
            <WishButton
              label={wishText.open}
              accountId={access.account.id}
              fields={locked.map((field) => ({ field, label: labelOf(field) }))}
            />
          </div>
        </Card>
      )}
    </>
  )
}
