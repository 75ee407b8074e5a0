import { BoundedLog } from '../world/bounded-log.ts'
import { jsonFromForm, parseForm } from './form-body.ts'

export interface LoggedRequest {
  id: number
  request_id: string
  method: string
  path: string
  /** The account that the request is about: from the header, else the path, else the body. */
  account: string | null
  /** The Stripe-Account header. */
  stripe_account: string | null
  api_version: string | null
  idempotency_key: string | null
  /** Query and body as they were sent; only parsed when the log is read. */
  encoded: string
  json: boolean
  /** The X-Request-Id header of the caller. */
  client_request_id: string | null
  status: number | null
  started_at_ms: number
  ended_at_ms: number | null
  replayed: boolean
  fault: string | null
}

export interface RequestFilter {
  account?: string
  /** The beginning of the path. */
  path?: string
  client_request_id?: string
  /** The id of the last entry already seen. */
  since?: number
}

const SECRET_NAMES = new Set(['client_secret', 'account_number', 'number', 'cvc', 'external_account'])

/** The latest requests of the API and of the components. */
export class RequestLog {
  readonly #log = new BoundedLog<LoggedRequest>(20_000)
  #id = 0

  begin(entry: Omit<LoggedRequest, 'ended_at_ms' | 'fault' | 'id' | 'replayed' | 'status'>): LoggedRequest {
    this.#id += 1
    const logged: LoggedRequest = {
      id: this.#id,
      ...entry,
      status: null,
      ended_at_ms: null,
      replayed: false,
      fault: null,
    }
    this.#log.append(logged)
    return logged
  }

  end(logged: LoggedRequest, status: number | null): void {
    logged.status = status
    logged.ended_at_ms = performance.now()
  }

  /** Oldest first; with a limit, only the latest. */
  list(filter: RequestFilter, limit?: number) {
    const found = this.#find(filter)
    return found
      .slice(limit === undefined ? 0 : Math.max(0, found.length - limit))
      .map(({ encoded, json, ...entry }) => ({
        ...entry,
        params: readParams(encoded, json),
      }))
  }

  clear(): void {
    this.#log.clear()
  }

  #find(filter: RequestFilter): LoggedRequest[] {
    return this.#log
      .toArray()
      .filter(
        (entry) =>
          entry.id > (filter.since ?? 0) &&
          (filter.account === undefined || entry.account === filter.account) &&
          (filter.client_request_id === undefined || entry.client_request_id === filter.client_request_id) &&
          (filter.path === undefined || entry.path.startsWith(filter.path)),
      )
  }
}

function readParams(encoded: string, json: boolean): unknown {
  try {
    return withoutSecrets(json ? JSON.parse(encoded || '{}') : jsonFromForm(parseForm(encoded)))
  } catch {
    return { unreadable: encoded.slice(0, 200) }
  }
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      SECRET_NAMES.has(key) && typeof item === 'string' ? '[redacted]' : withoutSecrets(item),
    ]),
  )
}
