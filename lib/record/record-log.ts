import 'server-only'
import { NO_ORIGIN, recordEntry } from '@/lib/gateways/db/audit-log'
import { appendLeaves } from '@/lib/gateways/db/log/append'
import { checkpointSigner } from './checkpoint-key'

/** Gives every entry and outcome that has none yet its leaf in the log. */
export async function appendToLog(signal?: AbortSignal): Promise<void> {
  while (!signal?.aborted && (await appendLeaves(startLog)));
}

const SPILLWAY = { kind: 'system', name: 'Spillway' } as const

const startLog: Parameters<typeof appendLeaves>[0] = (tx, earlier) => {
  const { name, verifierKey } = checkpointSigner()
  const event = { type: 'record.started', origin: name, key: verifierKey, earlier } as const
  return recordEntry({ event, actor: SPILLWAY, origin: NO_ORIGIN }, tx)
}
