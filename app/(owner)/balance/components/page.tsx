import { Suspense } from 'react'
import { ownAccountTitle } from '@/app/account-title'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requireAccount, requireAccountPerson } from '@/lib/auth/account-access'
import { PlacedCards } from '@/lib/features/embedded-balances/placed-cards'
import { placedText as text } from '@/lib/features/embedded-balances/text'
import { loadPlatformRules } from '@/lib/features/platform-rules/load-rules'
import { PageLink } from '@/lib/ui/page-link'

export const generateMetadata = async ({ searchParams }: PageProps<'/balance/components'>) =>
  ownAccountTitle((await searchParams).account, text.title)

/** Stripe's components for one account, for its own people. */
export default async function OwnComponentsPage({ searchParams }: PageProps<'/balance/components'>) {
  const person = await requireAccountPerson()
  const { account, payout } = await searchParams
  const access = await requireAccount(account, 'account:read')
  const { id, name } = access.account
  return (
    <>
      <RenderedForPerson person={person} />
      <PageLink href={`/balance?account=${id}`} className="text-sm text-accent underline underline-offset-2">
        {text.back}
      </PageLink>
      <h1 className="mt-2 text-xl font-semibold">{text.title}</h1>
      <p className="mb-4 text-sm">
        <bdi translate="no">{name}</bdi>
      </p>
      <div className="flex flex-col gap-4">
        <Suspense>
          <PlacedCards
            access={access}
            rules={loadPlatformRules(access)}
            path={`/balance/components?account=${id}`}
            payout={payout}
          />
        </Suspense>
      </div>
    </>
  )
}
