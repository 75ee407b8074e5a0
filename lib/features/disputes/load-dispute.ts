import 'server-only'
import type { Person } from '@/lib/domain/access/permissions'
import { describeEvent } from '@/lib/domain/audit/audit-entry'
import { describeTime } from '@/lib/domain/notices/notice'
import { capitalize } from '@/lib/domain/text'
import { type DisputeLink, findDisputeLink } from '@/lib/record/disputes'

export type DisputePage =
  | { kind: 'ended' }
  /** Nothing is said of the change to another person. */
  | { kind: 'other_person'; name: string }
  | { kind: 'found'; link: DisputeLink; happened: string; at: string }

/** What the page behind a link shows to the person who opens it. Opening it changes nothing. */
export async function loadDispute(token: string, person: Person | null, now: Date): Promise<DisputePage> {
  const link = await findDisputeLink(token, now)
  if (!link) return { kind: 'ended' }
  if (person && person.id !== link.person.id) return { kind: 'other_person', name: person.name }
  const { entry, zone } = link
  return {
    kind: 'found',
    link,
    happened: capitalize(`${describeEvent(entry.event)}.`),
    at: describeTime(entry.outcomeAt ?? entry.at, zone),
  }
}
