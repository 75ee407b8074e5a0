import type { Metadata } from 'next'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { requirePlatform } from '@/lib/auth/account-access'
import { openPlatform } from '@/lib/domain/access/permissions'
import { payoutDayAsOf } from '@/lib/domain/payouts/forecast'
import { FleetPages } from '@/lib/features/balance-settings/fleet/fleet-pages'
import { loadRadar, parsePlace } from '@/lib/features/exposure/load-exposure'
import { RadarPage } from '@/lib/features/exposure/radar-page'
import { radarText as text } from '@/lib/features/exposure/text'

export const metadata: Metadata = { title: text.title }

export default async function FleetRadarPage({ searchParams }: PageProps<'/fleet/radar'>) {
  const access = await requirePlatform('accounts:list')
  const now = new Date()
  const radar = await loadRadar(access, parsePlace(await searchParams), now)
  return (
    <>
      <RenderedForPerson person={access.person} />
      <h1 className="text-xl font-semibold">{text.title}</h1>
      <p className="mt-1 max-w-prose text-sm text-muted">{text.help}</p>
      <FleetPages at="/fleet/radar" />
      <RadarPage
        radar={radar}
        today={payoutDayAsOf({ now: now.getTime(), startOfDay: null })}
        mayManage={openPlatform(access.person, 'fleet:manage') !== null}
      />
    </>
  )
}
