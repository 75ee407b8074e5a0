import type { Metadata } from 'next'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requirePlatform } from '@/lib/auth/account-access'
import { payoutDayAsOf } from '@/lib/domain/payouts/forecast'
import { FleetPages } from '@/lib/features/balance-settings/fleet/fleet-pages'
import { LiquidityPage } from '@/lib/features/exposure/liquidity-page'
import { loadLiquidity, parsePlace } from '@/lib/features/exposure/load-exposure'
import { liquidityText as text } from '@/lib/features/exposure/text'

export const metadata: Metadata = { title: text.title }

export default async function FleetLiquidityPage({ searchParams }: PageProps<'/fleet/liquidity'>) {
  const access = await requirePlatform('accounts:list')
  const now = new Date()
  const { currency } = parsePlace(await searchParams)
  const liquidity = await loadLiquidity(access, currency, now)
  return (
    <>
      <RenderedForPerson person={access.person} />
      <h1 className="text-xl font-semibold">{text.title}</h1>
      <p className="mt-1 max-w-prose text-sm text-muted">{text.help}</p>
      <FleetPages at="/fleet/liquidity" />
      <LiquidityPage liquidity={liquidity} today={payoutDayAsOf({ now: now.getTime(), startOfDay: null })} />
    </>
  )
}
