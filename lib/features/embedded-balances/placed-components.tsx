'use client'
import {
  ConnectAccountManagement,
  ConnectAccountOnboarding,
  ConnectDocuments,
  ConnectInstantPayoutsPromotion,
  ConnectNotificationBanner,
  ConnectPayoutDetails,
  ConnectPayouts,
  ConnectPayoutsList,
} from '@stripe/react-connect-js'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { type ComponentType, type ReactNode, useState } from 'react'
import type { PlacedComponent } from '@/lib/domain/access/component-placements'
import { Card } from '@/lib/ui/card'
import { createPlacedSessionAction } from './actions'
import { ComponentSkeleton } from './component-skeleton'
import { componentText as text } from './component-text'
import { ConfirmForComponents } from './confirm-for-components'
import { EmbeddedComponent } from './embedded-component'

type Listeners = { onLoaderStart: () => void; onLoadError: () => void }

/** Those that stand on the page as they are. Details are of one payout, and onboarding ends with a way out. */
const ALONE: Partial<Record<PlacedComponent, ComponentType<Listeners>>> = {
  notification_banner: ConnectNotificationBanner,
  instant_payouts_promotion: ConnectInstantPayoutsPromotion,
  account_management: ConnectAccountManagement,
  payouts: ConnectPayouts,
  payouts_list: ConnectPayoutsList,
  documents: ConnectDocuments,
}

/** They render nothing where there is nothing to do or to offer, so Spillway puts no heading above them. */
const MAY_BE_EMPTY: readonly PlacedComponent[] = ['notification_banner', 'instant_payouts_promotion', 'payout_details']

type Props<P extends string> = {
  accountId: string
  publishableKey: string
  /** Whether they have more for this person once they have confirmed who they are. */
  needsProof: boolean
  /** With their titles, in their order. */
  components: readonly { name: PlacedComponent; title: string }[]
  /** The payout whose details are open, and the address without it. */
  payoutId: string | null
  path: Route<P>
}

/** The components that an admin has placed, all in one account session. */
export function PlacedComponents<P extends string>({
  accountId,
  publishableKey,
  needsProof,
  components,
  payoutId,
  path,
}: Props<P>) {
  const router = useRouter()
  const [isLimited, setIsLimited] = useState(needsProof)
  const place = { name: isLimited ? 'limited' : 'placed', accountId, publishableKey, create: createPlacedSessionAction }

  function render(name: PlacedComponent, listeners: Listeners) {
    if (name === 'account_onboarding')
      return <ConnectAccountOnboarding {...listeners} onExit={() => router.push(path)} />
    if (name === 'payout_details')
      return payoutId ? (
        <ConnectPayoutDetails {...listeners} payout={payoutId} onClose={() => router.replace(path)} />
      ) : null
    const Component = ALONE[name]
    return Component ? <Component {...listeners} /> : null
  }

  const embed = (name: PlacedComponent, skeleton: ReactNode) => (
    <EmbeddedComponent key={place.name} place={place} stillWorks={text.pagesStillWork} skeleton={skeleton}>
      {(listeners) => render(name, listeners)}
    </EmbeddedComponent>
  )

  const shown = components.filter(({ name }) => name !== 'payout_details' || payoutId !== null)
  return (
    <>
      {isLimited && <ConfirmForComponents accountId={accountId} onConfirmed={() => setIsLimited(false)} />}
      {shown.map(({ name, title }) =>
        MAY_BE_EMPTY.includes(name) ? (
          <div key={name} className="empty:hidden">
            {embed(name, null)}
          </div>
        ) : (
          <Card key={name} title={title} id={name}>
            <div className="relative p-4 has-[[data-skeleton]]:min-h-32">
              {embed(name, <ComponentSkeleton label={text.loading(title)} />)}
            </div>
          </Card>
        ),
      )}
    </>
  )
}
