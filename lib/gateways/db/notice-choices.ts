import 'server-only'
import { TOPICS, type Topic } from '@/lib/domain/notices/topics'
import { database, transaction } from './client'

/** What a person chose, of the topics that this version knows. */
export async function listNoticeChoices(personId: string): Promise<Map<Topic, boolean>> {
  const rows = await (await database()).noticeChoice.findMany({ where: { personId } })
  return new Map(
    TOPICS.flatMap((topic): [Topic, boolean][] => {
      const row = rows.find((each) => each.topic === topic)
      return row ? [[topic, row.isOn]] : []
    }),
  )
}

export async function saveNoticeChoices(personId: string, choices: ReadonlyMap<Topic, boolean>): Promise<void> {
  await transaction(async (tx) => {
    for (const [topic, isOn] of choices)
      await tx.noticeChoice.upsert({
        where: { personId_topic: { personId, topic } },
        create: { personId, topic, isOn },
        update: { isOn },
      })
  })
}
