import 'server-only'
import { availableParallelism } from 'node:os'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { openLogScan } from '@/lib/gateways/db/log/scan'
import { readPart, type SoundPart } from './sound-log'

// For a command that has the machine to itself: each thread takes the next part of the log until there is none.

/** Leaves of a part: a power of two, so that each begins where a subtree does. */
const PART = 16_384

type Task = { url: string; size: number; sizes: readonly number[]; next: Int32Array }

async function readNextParts({ url, size, sizes, next }: Task): Promise<SoundPart[] | null> {
  const scan = await openLogScan(url)
  const parts: SoundPart[] = []
  try {
    for (;;) {
      const from = Atomics.add(next, 0, 1) * PART
      if (from >= size) return parts
      const to = Math.min(from + PART, size)
      const part = await readPart(scan, { from, to }, { sizes: sizes.filter((known) => known > from && known <= to) })
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
  async (size: number, sizes: readonly number[]): Promise<SoundPart[] | null> => {
    const task: Task = { url, size, sizes, next: new Int32Array(new SharedArrayBuffer(4)) }
    const others = Math.min(threads, Math.ceil(size / PART)) - 1
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
