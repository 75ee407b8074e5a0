import { fieldLocks } from '@/lib/domain/field-locks'
import type { AccountAccess } from '@/lib/domain/permissions'
import type { AccountOverview } from '@/lib/gateways/db/accounts'
import { Notice } from '@/lib/ui/notice'
import { Skeleton } from '@/lib/ui/skeleton'
import { Time } from '@/lib/ui/time'
import { BalanceSettingsForm } from './balance-settings-form'
import { loadBalanceSettings } from './load-balance-settings'

/** The native editor. It waits for Stripe by itself; the page around it does not. */
export async function BalanceSettingsSection({ access, account }: { access: AccountAccess; account: AccountOverview }) {
  const loaded = await loadBalanceSettings(access, account.settings)
  if (loaded.kind === 'missing') {
    return (
      <Notice tone="problem" title="Balance settings could not be read">
        {loaded.because} Nothing was changed. Reload the page to try again.
      </Notice>
    )
  }
  return (
    <div className="flex flex-col gap-4">
      {loaded.kind === 'stale' && (
        <Notice tone="warning" title="Stripe’s last known settings">
          {loaded.because} These were read <Time at={loaded.readAt} ageOnly />. A save asks Stripe first and changes
          nothing it cannot confirm.
        </Notice>
      )}
      <BalanceSettingsForm
        key={account.id}
        accountId={account.id}
        country={account.country}
        loaded={loaded.settings}
        locks={fieldLocks(access.account, access.role, loaded.settings)}
      />
    </div>
  )
}

/** As tall as the editor's cards, so that nothing moves when they come. */
export function BalanceSettingsSkeleton() {
  return (
    <div role="status" aria-label="Reading balance settings from Stripe" className="flex flex-col gap-4">
      {['h-46', 'h-38', 'h-30', 'h-38'].map((height, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
        <div key={index} className={`rounded-md border border-line bg-surface p-4 ${height}`}>
          <Skeleton className="h-4 w-32" />
          <Skeleton className="mt-6 h-8 w-full" />
        </div>
      ))}
    </div>
  )
}
