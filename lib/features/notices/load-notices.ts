import 'server-only'
import type { Person, Role } from '@/lib/domain/access/permissions'
import { choicesOf, type NoticeChoice } from '@/lib/domain/notices/topics'
import { listNoticeChoices } from '@/lib/gateways/db/notice-choices'

/** What a person can choose about, in all of their roles together. */
export async function loadNoticeChoices({ id, staffRole, memberships }: Person): Promise<NoticeChoice[]> {
  const roles: Role[] = [...(staffRole ? [staffRole] : []), ...memberships.map(({ role }) => role)]
  return choicesOf(roles, await listNoticeChoices(id))
}
