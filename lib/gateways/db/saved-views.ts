import 'server-only'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
import { actorOf, type Origin, recordEntry } from './audit-log'
import { database, transaction } from './client'

type Access = PlatformAccess<'accounts:list'>

/** The accounts list under a name. `params` are those of its address. */
export type SavedView = { id: string; name: string; params: string; isShared: boolean; mayRemove: boolean }

/** Of one person, and of those that are shared, as many as are shown. */
const MOST = 50

/** The person's own views, then those that others share, each by name. */
export async function listSavedViews({ person, role }: Access): Promise<SavedView[]> {
  const rows = await (await database()).$queryRaw<
    (Omit<SavedView, 'mayRemove' | 'isShared'> & { isOwn: unknown; isShared: unknown })[]
  >`
    SELECT * FROM (SELECT "id", "name", "params", "isShared", 1 AS "isOwn" FROM "SavedView"
      WHERE "personId" = ${person.id} ORDER BY "name" LIMIT ${MOST}) AS "run"
    UNION ALL SELECT * FROM (SELECT "id", "name", "params", "isShared", 0 AS "isOwn" FROM "SavedView"
      WHERE "isShared" = ${true} AND "personId" <> ${person.id} ORDER BY "name" LIMIT ${MOST}) AS "run"`
  return rows.map(({ id, name, params, isShared, isOwn }) => ({
    ...{ id, name, params },
    isShared: Boolean(isShared),
    mayRemove: Number(isOwn) === 1 || role === 'admin',
  }))
}

/** Saves a view, in place of the person's own one of that name, and records it where it is another than before. */
export async function saveView(
  access: Access,
  { name, ...view }: Pick<SavedView, 'name' | 'params' | 'isShared'>,
  { now, origin }: { now: Date; origin: Origin },
): Promise<'saved' | 'too_many'> {
  const personId = access.person.id
  return transaction(async (tx) => {
    const has = await tx.savedView.findMany({ where: { personId } })
    const same = has.find((each) => each.name === name)
    if (has.length >= MOST && !same) return 'too_many'
    if (same?.params === view.params && same.isShared === view.isShared) return 'saved'
    await tx.savedView.upsert({
      where: { personId_name: { personId, name } },
      create: { personId, name, ...view, createdAt: now },
      update: view,
    })
    const event = { type: 'saved_view.saved', name, ...view, isNew: !same } as const
    await recordEntry({ event, actor: actorOf(access), origin }, tx)
    return 'saved'
  })
}

/**
 * Removes a view of the person's own, and records it; admins also remove those that others share. Nothing happens where
 * there is none.
 */
export async function removeView(access: Access, id: string, origin: Origin): Promise<void> {
  const { person, role } = access
  await transaction(async (tx) => {
    const removable = { id, OR: [{ personId: person.id }, ...(role === 'admin' ? [{ isShared: true }] : [])] }
    const view = await tx.savedView.findFirst({ where: removable, include: { person: { select: { email: true } } } })
    if (!view || (await tx.savedView.deleteMany({ where: removable })).count === 0) return
    const { name, params, isShared, personId } = view
    const of = personId === person.id ? null : view.person.email
    const event = { type: 'saved_view.removed', name, params, isShared, of } as const
    await recordEntry({ event, actor: actorOf(access), origin }, tx)
  })
}
