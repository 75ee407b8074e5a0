'use client'
import { ConnectBalances } from '@stripe/react-connect-js'
import { openFallbacks } from '@/lib/ui/open-fallbacks'
import { createBalancesSessionAction } from './actions'
import { ComponentSkeleton } from './component-skeleton'
import { componentText as text } from './component-text'
import { EmbeddedComponent } from './embedded-component'

export function EmbeddedBalances({ accountId, publishableKey }: { accountId: string; publishableKey: string }) {
  return (
    <div className="relative has-[[data-skeleton]]:min-h-80">
      <EmbeddedComponent
        place={{ name: 'balances', accountId, publishableKey, create: createBalancesSessionAction }}
        stillWorks={text.settingsStillWork}
        onFailure={openFallbacks}
        skeleton={<ComponentSkeleton label={text.loading('balances')} />}
      >
        {(listeners) => <ConnectBalances {...listeners} />}
      </EmbeddedComponent>
    </div>
  )
}
