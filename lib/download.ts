import 'server-only'
import { log } from '@/lib/log'

/** Characters that are sent at once: a write for each line would take most of the time. */
const AT_ONCE = 65_536

/**
 * A file that is made while it is sent, only as fast as the browser takes it. One that can't be finished breaks off, so
 * that the browser reports a failed download.
 */
export const download = (
  parts: AsyncGenerator<string>,
  { name, type }: { name: string; type: 'text/csv' | 'application/jsonl' },
): Response =>
  new Response(stream(parts), {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  })

/** Why there is no file, as a sentence for the person. */
export const noDownload = (status: number, message: string): Response =>
  new Response(`${message}\n`, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })

function stream(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      try {
        let text = ''
        let isDone = false
        while (!isDone && text.length < AT_ONCE) {
          const part = await parts.next()
          if (part.done) isDone = true
          else text += part.value
        }
        if (text !== '') controller.enqueue(encoder.encode(text))
        if (isDone) controller.close()
      } catch (error) {
        log().warn({ err: error }, 'a download broke off')
        controller.error(error)
      }
    },
    async cancel() {
      await parts.return(undefined)
    },
  })
}
