'use client'
import { ConnectBalances } from '@stripe/react-connect-js'
import { openFallbacks } from '@/lib/ui/open-fallbacks'
import { createBalancesSessionAction } from './actions'
import { ComponentSkeleton } from './component-skeleton'
import { componentText as text } from './component-text'
import { ConfirmForComponents } from './confirm-for-components'
import { EmbeddedComponent } from './embedded-component'

type Props = { accountId: string; publishableKey: string; needsProof: boolean }

export function EmbeddedBalances({ accountId, publishableKey, needsProof }: Props) {
  const balances = { name: 'balances', accountId, publishableKey, create: createBalancesSessionAction }
  return (
    <div className="relative has-[[data-skeleton]]:min-h-80">
      <ConfirmForComponents place={balances} needsProof={needsProof}>
        {(place) => (
          <EmbeddedComponent
            key={place.name}
            place={place}
            stillWorks={text.settingsStillWork}
            onFailure={openFallbacks}
            skeleton={<ComponentSkeleton label={text.loading('balances')} />}
          >
            {(listeners) => <ConnectBalances {...listeners} />}
          </EmbeddedComponent>
        )}
      </ConfirmForComponents>
    </div>
  )
}
