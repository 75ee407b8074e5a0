import 'server-only'
import type { PlatformAccess } from '@/lib/domain/access/permissions'
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

/** Saves a view, in place of the person's own one of that name. */
export async function saveView(
  { person: { id: personId } }: Access,
  { name, ...view }: Pick<SavedView, 'name' | 'params' | 'isShared'>,
  now: Date,
): Promise<'saved' | 'too_many'> {
  return transaction(async ({ savedView }) => {
    const has = await savedView.findMany({ where: { personId }, select: { name: true } })
    if (has.length >= MOST && !has.some((each) => each.name === name)) return 'too_many'
    await savedView.upsert({
      where: { personId_name: { personId, name } },
      create: { personId, name, ...view, createdAt: now },
      update: view,
    })
    return 'saved'
  })
}

/** Removes a view of the person's own; admins also remove those that others share. Nothing happens where there is none. */
export async function removeView({ person, role }: Access, id: string): Promise<void> {
  const { savedView } = await database()
  await savedView.deleteMany({
    where: { id, OR: [{ personId: person.id }, ...(role === 'admin' ? [{ isShared: true }] : [])] },
  })
}
