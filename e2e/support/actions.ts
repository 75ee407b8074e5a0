import { readFileSync } from 'node:fs'
import type { APIRequestContext, APIResponse } from '@playwright/test'
import type { StripeSettings } from './simulator'

type Manifest = { node: Record<string, { exportedName: string }> }

let manifest: Map<string, string> | undefined

/** The server actions of the build, with the ids by which a browser calls them. */
export function actionIds(): ReadonlyMap<string, string> {
  if (manifest) return manifest
  const { node }: Manifest = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8'))
  manifest = new Map(Object.entries(node).map(([id, { exportedName }]) => [exportedName, id]))
  return manifest
}

export type ActionCall = {
  /** The page that the call comes from. */
  path: string
  /** The Origin header; our own if not given, and none for null. */
  origin?: string | null
  method?: string
  /** For whom the page was rendered: the caller, if not given. */
  viewer?: string
}

/** The request by which a browser calls a server action; text is sent as it is, behind the viewer. */
export function actionRequest(name: string, viewer: string, args: readonly unknown[] | string) {
  const id = actionIds().get(name)
  if (!id) throw new Error(`The build has no action ${name}.`)
  const body = typeof args === 'string' ? args : JSON.stringify(args)
  return {
    headers: { 'next-action': id, 'content-type': 'text/plain;charset=UTF-8', accept: 'text/x-component' },
    data: Buffer.from(body.replace(/^\[(?=(\]?))/, (_, end) => `[${JSON.stringify(viewer)}${end ? '' : ','}`)),
  }
}

/** Calls a server action with whatever arguments, as someone with the browser's tools can. */
export function callAction(
  request: APIRequestContext,
  name: string,
  args: readonly unknown[] | string,
  { path, origin, viewer, method = 'POST' }: ActionCall & { origin: string | null; viewer: string },
): Promise<APIResponse> {
  const { headers, data } = actionRequest(name, viewer, args)
  return request.fetch(path, {
    method,
    headers: { ...headers, ...(origin !== null && { origin }) },
    ...(method !== 'GET' && method !== 'HEAD' && { data }),
    maxRedirects: 0,
  })
}

/** What the settings form of an account on daily or manual payouts sends back of what it was loaded with. */
export function submittedBase({ payments }: StripeSettings) {
  const { payouts, settlement_timing: timing, debit_negative_balances: debits } = payments
  return {
    schedule: { interval: payouts.schedule.interval },
    minimumBalances: payouts.minimum_balance_by_currency ?? null,
    delayDaysOverride: timing.delay_days_override ?? null,
    startOfDay: null,
    debitNegativeBalances: debits,
    statementDescriptor: payouts.statement_descriptor,
  }
}
