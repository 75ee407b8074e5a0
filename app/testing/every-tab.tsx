import type { ComponentProps } from 'react'
import { HistoryTab, OverviewTab, PayoutsTab, SettingsTab } from '../account-tabs'

export const ALL_PAYOUTS = { status: null, day: null, after: null }

/** All tabs of an account, as staff see them. */
export const EveryTab = ({ access }: ComponentProps<typeof OverviewTab>) => (
  <>
    <OverviewTab access={access} />
    <PayoutsTab access={access} query={ALL_PAYOUTS} />
    <SettingsTab access={access} />
    <HistoryTab access={access} />
  </>
)
