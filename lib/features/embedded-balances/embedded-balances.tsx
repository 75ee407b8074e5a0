'use client'
import { ConnectBalances } from '@stripe/react-connect-js'
import { useState } from 'react'
import { openFallbacks } from '@/lib/ui/open-fallbacks'
import { createBalancesSessionAction } from './actions'
import { ComponentSkeleton } from './component-skeleton'
import { componentText as text } from './component-text'
import { ConfirmForComponents } from './confirm-for-components'
import { EmbeddedComponent } from './embedded-component'

type Props = {
  accountId: string
  publishableKey: string
  /** Whether the component has more for this person once they have confirmed who they are. */
  needsProof: boolean
}

export function EmbeddedBalances({ accountId, publishableKey, needsProof }: Props) {
  const [isLimited, setIsLimited] = useState(needsProof)
  const name = isLimited ? 'limited balances' : 'balances'
  return (
    <>
      {isLimited && <ConfirmForComponents accountId={accountId} onConfirmed={() => setIsLimited(false)} />}
      <div className="relative has-[[data-skeleton]]:min-h-80">
        <EmbeddedComponent
          key={name}
          place={{ name, accountId, publishableKey, create: createBalancesSessionAction }}
          stillWorks={text.settingsStillWork}
          onFailure={openFallbacks}
          skeleton={<ComponentSkeleton label={text.loading('balances')} />}
        >
          {(listeners) => <ConnectBalances {...listeners} />}
        </EmbeddedComponent>
      </div>
    </>
  )
}
