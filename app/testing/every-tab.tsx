import type { ComponentProps } from 'react'
import { HistoryTab } from '../account/history-tab'
import { OverviewTab } from '../account/overview-tab'
import { PayoutsTab } from '../account/payouts-tab'
import { SettingsTab } from '../account/settings-tab'

export const ALL_PAYOUTS = { status: null, day: null, after: null }

/** All tabs of an account. */
export const EveryTab = ({ access }: ComponentProps<typeof OverviewTab>) => (
  <>
    <OverviewTab access={access} />
    <PayoutsTab access={access} query={ALL_PAYOUTS} />
    <SettingsTab access={access} />
    <HistoryTab access={access} />
  </>
)
