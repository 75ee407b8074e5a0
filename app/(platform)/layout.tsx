import type { ReactNode } from 'react'
import { loadPersonMenu } from '@/app/load-person-menu'
import { ModeBadge } from '@/app/mode-badge'
import { findSignedInPerson } from '@/lib/auth/person'
import { openPlatform } from '@/lib/domain/access/permissions'
import { stripeMode } from '@/lib/env'
import { countWaiting } from '@/lib/features/balance-settings/requests/load-requests'
import { reachableKeys } from '@/lib/features/palette/reachable'
import { loadShownProfile } from '@/lib/features/platform-rules/load-profile'
import { Frame } from './frame'

/** The frame only; each page checks access itself. */
export default async function PlatformLayout({ children }: { children: ReactNode }) {
  const { name } = await loadShownProfile()
  const person = await findSignedInPerson()
  const reader = person && openPlatform(person, 'requests:read')
  return (
    <Frame
      platform={name}
      badge={<ModeBadge mode={stripeMode()} />}
      keys={person ? reachableKeys(person) : ''}
      waiting={reader ? await countWaiting(reader) : 0}
      menu={await loadPersonMenu()}
    >
      {children}
    </Frame>
  )
}
