import type { PlatformProfile, StoredProfile } from '@/lib/domain/platform-profile'
import { Card } from '@/lib/ui/card'
import { ProfileForm } from './profile-form'
import { profileText as text } from './text'

/** What owners see of the platform. `shown` has what is configured for all that isn't set. */
export function ProfileCard({ stored, shown }: { stored: StoredProfile; shown: PlatformProfile }) {
  return (
    <Card title={text.title} className="mb-4 max-w-4xl">
      <div className="flex flex-col gap-4 p-4">
        <p className="text-sm text-muted">{text.help}</p>
        <ProfileForm
          // After a save, the fields show what is stored.
          key={JSON.stringify(stored)}
          stored={stored}
          shown={shown}
        />
      </div>
    </Card>
  )
}
