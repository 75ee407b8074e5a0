import 'server-only'
import { availableParallelism } from 'node:os'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import type { Frontier } from '@/lib/domain/audit/merkle'
import { openLogScan } from '@/lib/gateways/db/log/scan'
import { beginAfter, readPart, type SoundPart } from './sound-log'

// For a command that has the machine to itself: each thread takes the next part of the log until there is none.

/** Leaves of a part: a power of two, so that each begins where a subtree does. */
const PART = 16_384

type Task = { url: string; size: number; sizes: readonly number[]; first: Beginning; next: Int32Array }

/** Where the log begins, and the subtrees before it. */
type Beginning = ReturnType<typeof beginAfter>

async function readNextParts({ url, size, sizes, first, next }: Task): Promise<SoundPart[] | null> {
  const scan = await openLogScan(url)
  const parts: SoundPart[] = []
  try {
    for (;;) {
      const number = Atomics.add(next, 0, 1)
      const from = Math.max(number * PART, first.from)
      if (from >= size) return parts
      const to = Math.min((number + 1) * PART, size)
      const range = from === first.from ? { ...first, to } : { from, to }
      const part = await readPart(scan, range, { sizes: sizes.filter((known) => known >= from && known <= to) })
      if (!part) return null
      parts.push(part)
    }
  } finally {
    await scan.close()
  }
}

/** Reads a whole log in as many threads as the machine has processors. */
export const readInThreads =
  (url: string, threads = availableParallelism()) =>
  async (size: number, sizes: readonly number[], start: Frontier): Promise<SoundPart[] | null> => {
    const first = beginAfter(start)
    const task: Task = { url, size, sizes, first, next: new Int32Array(new SharedArrayBuffer(4)) }
    task.next[0] = Math.floor(first.from / PART)
    const others = Math.max(1, Math.min(threads, Math.ceil((size - first.from) / PART))) - 1
    const read = await Promise.all([readNextParts(task), ...Array.from({ length: others }, () => readInThread(task))])
    const parts = read.flatMap((part) => part ?? [])
    return read.includes(null) ? null : parts.sort((a, b) => a.from - b.from)
  }

const readInThread = (task: Task) =>
  new Promise<SoundPart[] | null>((resolve, reject) => {
    const worker = new Worker(import.meta.filename, { workerData: task })
    worker.once('message', resolve).once('error', reject)
  })

if (!isMainThread && parentPort && workerData?.next) parentPort.postMessage(await readNextParts(workerData))
