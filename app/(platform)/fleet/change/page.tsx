import type { Metadata } from 'next'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requirePlatform } from '@/lib/auth/account-access'
import { isAccountId } from '@/lib/domain/accounts/connected-account'
import { parseAccountListQuery } from '@/lib/features/accounts/query'
import { ChangeEditor } from '@/lib/features/balance-settings/fleet/policy-editor'
import { WhatFields } from '@/lib/features/balance-settings/fleet/policy-fields'
import { describeChosen, policyText, changeText as text } from '@/lib/features/balance-settings/fleet/text'
import { Card } from '@/lib/ui/card'
import { EmptyState } from '@/lib/ui/empty-state'
import { PageLink } from '@/lib/ui/page-link'
import { TextField } from '@/lib/ui/text-field'

export const metadata: Metadata = { title: text.title }

/** More are chosen by the filters of the list. */
const MOST_IDS = 1000

export default async function ChangePage({ searchParams }: PageProps<'/fleet/change'>) {
  const access = await requirePlatform('fleet:manage')
  const params = await searchParams
  const chosen = chosenIn(params)
  return (
    <>
      <RenderedForPerson person={access.person} />
      <PageLink href="/accounts" className="text-sm text-accent hover:underline">
        {text.back}
      </PageLink>
      <h1 className="mt-1 text-xl font-semibold">{text.title}</h1>
      <p className="mt-1 mb-4 max-w-prose text-sm text-muted">{text.help}</p>
      {'accounts' in chosen && chosen.accounts.length === 0 ? (
        <EmptyState title={text.missing} hint={text.missingHelp} />
      ) : (
        <div className="max-w-4xl">
          <ChangeEditor chosen={chosen}>
            <Card title={text.who}>
              <p className="p-4 text-sm">
                <bdi translate="no">{describeChosen(chosen)}</bdi>
              </p>
            </Card>
            <WhatFields suggestedMinimums={suggestedIn(params)} />
            <TextField
              label={policyText.name}
              name="name"
              defaultValue={text.usualName}
              maxLength={80}
              className="max-w-xl"
            />
          </ChangeEditor>
        </div>
      )}
    </>
  )
}

/** A minimum balance that another page suggests; whatever it says is read again when the form is sent. */
const suggestedIn = ({ minimums }: Record<string, string | string[] | undefined>) =>
  typeof minimums === 'string' ? minimums.slice(0, 40) : ''

/** The accounts that were selected in the list, or all that its filters leave. */
function chosenIn(params: Record<string, string | string[] | undefined>): Parameters<typeof describeChosen>[0] {
  if (params.id !== undefined) {
    const ids = [params.id].flat().filter(isAccountId)
    return { accounts: [...new Set(ids)].slice(0, MOST_IDS) }
  }
  const { search, state, filters, range } = parseAccountListQuery(params)
  return { list: { search, state, filters, range } }
}
