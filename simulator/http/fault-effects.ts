import type { Exchange } from './exchange.ts'
import type { Fault } from './faults.ts'

export interface Answer {
  status: number
  headers: Record<string, string>
  body: Buffer | string
}

/** Ends the exchange before any work if the fault says so. */
export function endsBeforeWork(exchange: Exchange, fault: Fault | undefined): boolean {
  if (fault?.kind === 'reset_before') exchange.reset()
  return fault?.kind === 'hang' || fault?.kind === 'reset_before'
}

/** Sends an answer the way the fault says: whole, in part, slowly, as garbage or not at all. */
export function sendWithFault(exchange: Exchange, answer: Answer, fault: Fault | undefined): void {
  const { status, headers, body } = answer
  switch (fault?.kind) {
    case 'timeout_after':
      return
    case 'reset_after':
      exchange.reset()
      return
    case 'garbage':
      exchange.send(status, headers, '<html><body>502 Bad Gateway</body></html>')
      return
    case 'half':
      exchange.sendHalf(status, headers, body)
      return
    case 'drip':
      exchange.sendSlowly(status, headers, body, fault.ms)
      return
    default:
      exchange.send(status, headers, body)
      return
  }
}

export async function waitFor(fault: Fault | undefined): Promise<void> {
  if (fault?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms))
}
