// A process of its own that records entries and appends leaves, at the same time as others do: append-process.ts NAME COUNT
// It says when it is ready, and begins at the end of its input.
import { NO_ORIGIN, recordEntry } from '@/lib/gateways/db/audit-log'
import { keepLog } from '@/lib/record/checkpoints'

const [name = '', count] = process.argv.slice(2)
const { signal } = new AbortController()
process.stdout.write('ready')
await new Promise((begin) => process.stdin.once('end', begin).resume())
for (let done = 0; done < Number(count); done += 10) {
  const entries = Array.from({ length: 10 }, (_, index) =>
    recordEntry({
      event: { type: 'sign_in' },
      actor: { kind: 'system', name: `${name} ${done + index}` },
      origin: NO_ORIGIN,
    }),
  )
  await Promise.all([...entries, keepLog(signal)])
}
await keepLog(signal)
process.exit(0)
