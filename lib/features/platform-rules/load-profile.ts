import 'server-only'
import type { PlatformProfile } from '@/lib/domain/platform-profile'
import { readPlatformProfile } from '@/lib/gateways/db/platform-profile'

/** What the platform shows of itself, to everybody who opens a page. */
export const loadShownProfile = (): Promise<PlatformProfile> => readPlatformProfile()
