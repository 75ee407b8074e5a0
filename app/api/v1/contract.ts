import { z } from 'zod'
import type { ApiScope } from '@/lib/domain/access/api-scopes'
import { ACCOUNT_STATES } from '@/lib/domain/accounts/account-state'
import { OUTCOMES } from '@/lib/domain/audit/audit-query'
import { ITEM_REASONS, SKIP_CODES, UNREAD_CODES } from '@/lib/domain/fleet/plan'
import { ITEM_STATES, ROLLOUT_STATUSES, USUAL_PACE } from '@/lib/domain/fleet/rollout'
import { BALANCE_SETTINGS_FIELDS, forEveryField } from '@/lib/domain/settings/fields'
import { FIELD_SCHEMAS } from '@/lib/features/balance-settings/field-schemas'
import { policyShape } from '@/lib/features/balance-settings/fleet/policy-schema'
import { plainText } from '@/lib/features/balance-settings/plain-text'

// What the JSON API takes and answers. The OpenAPI document and the tools for assistants are made of it.

const accountId = z.string().regex(/^acct_[A-Za-z0-9]{1,64}$/, 'This is not the id of an account.')
const time = z.iso.datetime().describe('In UTC.')
const money = z.object({ amount: z.int().describe('In the smallest unit of the currency.'), currency: z.string() })
const named = z.object({ id: z.string(), name: z.string() })
const reason = plainText(500).trim().min(1)
const page = <T extends z.ZodType>(item: T) =>
  z.object({
    data: z.array(item),
    next: z.string().nullable().describe('Pass it as `after` for the next page; null on the last one.'),
  })
const limit = z
  .string()
  .regex(/^([1-9]|[1-9]\d|1\d\d|200)$/, 'Use a number from 1 to 200.')
  .transform(Number)
  .default(50)

const account = z.object({
  id: accountId,
  name: z.string(),
  email: z.string().nullable(),
  country: z.string().nullable(),
  defaultCurrency: z.string().nullable(),
  createdAt: time.nullable(),
  disconnectedAt: time.nullable(),
  payoutInterval: z.string().nullable(),
  delayDays: z.int().nullable(),
})
export const listedAccount = account.extend({
  state: z.enum(ACCOUNT_STATES).nullable().describe('Null until it is computed.'),
  stateReason: z.string().nullable(),
  nextPayoutOn: z.string().nullable().describe('A date, estimated.'),
  available: z.array(money),
})
export const oneAccount = account.extend({
  chargesEnabled: z.boolean().nullable(),
  payoutsEnabled: z.boolean().nullable(),
  detailsSubmitted: z.boolean().nullable(),
  disabledReason: z.string().nullable(),
  requirementsDue: z.int().nullable(),
  controller: z.object({
    lossesLiability: z.string().nullable(),
    requirementCollection: z.string().nullable(),
    dashboard: z.string().nullable(),
    isController: z.boolean().nullable(),
  }),
  syncedAt: time,
})
const fields = z.object({
  ...(forEveryField((field) => FIELD_SCHEMAS[field].base.nullish()) as Record<string, z.ZodType>),
  unread: z
    .record(z.string(), z.string())
    .optional()
    .describe('Values at Stripe that this version doesn’t know, as they are.'),
  delayDays: z.int().nullable(),
  payoutsStatus: z.enum(['enabled', 'disabled']).nullable(),
})
const accountSettings = z.object({
  accountId,
  state: z.enum(['current', 'stale']).describe('`stale`: Stripe didn’t answer, and these were read before.'),
  readAt: time,
  because: z.string().nullable(),
  settings: fields,
})
const changeRequest = z.object({
  id: z.string(),
  account: named,
  status: z.string(),
  lines: z.array(z.string()),
  reason: z.string(),
  requestedBy: named,
  createdAt: time,
  expiresAt: time,
})
const proposedChange = z.strictObject({
  changes: z
    .strictObject(forEveryField((field) => FIELD_SCHEMAS[field].change.optional()) as Record<string, z.ZodType>)
    .refine((changes) => Object.keys(changes).length > 0, 'Name at least one setting.')
    .describe('Only what is to change. Amounts are in the smallest unit of their currency.'),
  reason,
})
const policy = policyShape.extend({ id: z.uuid(), version: z.int() })
const figures = z.record(z.string(), z.int())
const summary = z
  .object({
    change: z.int(),
    needApproval: z.int(),
    unchanged: z.int(),
    skipped: figures.describe('Accounts that aren’t changed, by the reason.'),
    unread: figures.describe('Accounts of which too little is known, by the reason.'),
    payoutsPerYear: z.int().describe('By how many the payouts of a year become more or fewer (estimated).'),
    later: figures.describe('Expected payouts that will wait longer, by currency, in its smallest unit.'),
    sooner: figures.describe('Expected payouts that will be sent sooner, by currency, in its smallest unit.'),
  })
  .nullable()
export const rollout = z.object({
  id: z.uuid(),
  name: z.string(),
  status: z.enum(ROLLOUT_STATUSES),
  policy: z.object({ id: z.string(), version: z.int() }).nullable(),
  undoes: z.string().nullable().describe('The rollout that it undoes.'),
  total: z.int().describe('Accounts to be changed; 0 until the plan is complete.'),
  planned: z.int().describe('Accounts that the plan has looked at.'),
  counts: z.partialRecord(z.enum(ITEM_STATES), z.int()).describe('Accounts in each state.'),
  summary: summary.describe('What the plan says of all its accounts; null where an earlier version planned it.'),
  reason: z.string().nullable(),
  plannedBy: named,
  startedBy: named.nullable(),
  approvedBy: z.string().nullable(),
  stages: z.object({ canary: z.int(), share: z.number(), haltAbove: z.number(), waits: z.boolean() }),
  startsAt: time.nullable().describe('Before this it doesn’t begin.'),
  quietHours: z.string().nullable().describe('When it pauses each day, in words.'),
  createdAt: time,
  endedAt: time.nullable(),
})
const oneRollout = rollout.extend({
  needsApproval: z.array(z.string()).describe('Rules by which a second person has to approve it.'),
})
const value = z.unknown().describe('The value of the setting, or null where it isn’t set.')
const change = z.object({ field: z.enum(BALANCE_SETTINGS_FIELDS as [string]), before: value, after: value })
const rolloutAccount = z.object({
  position: z.int(),
  account: named,
  state: z.enum(ITEM_STATES),
  changes: z.array(change).nullable(),
  firstMove: z.string().nullable().describe('Of an account to be changed, the first payout date that moves, in words.'),
  variant: z.string().nullable().describe('The variants of the policy by which it changes, the most specific first.'),
  because: z.enum([...SKIP_CODES, ...UNREAD_CODES]).nullable(),
  message: z.string().nullable(),
  entryId: z.string().nullable(),
})
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Use a time such as 22:00.')
const stages = z.strictObject({
  canary: z.int().min(0).max(1_000_000).default(USUAL_PACE.canary).describe('Accounts of the first stage; 0 for none.'),
  share: z
    .int()
    .min(0)
    .max(100)
    .default(USUAL_PACE.share)
    .describe('Percent of all accounts that the second stage ends with.'),
  haltAbove: z
    .int()
    .min(0)
    .max(100)
    .default(USUAL_PACE.haltAbove)
    .describe('It halts where more than so many percent fail.'),
  waits: z.boolean().default(USUAL_PACE.waits).describe('Whether it waits after each stage until somebody resumes it.'),
})
const hours = z.strictObject({
  zone: z.string().max(60).describe('The time zone of the times below, such as Europe/Berlin.'),
  startsAt: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, 'Use a local date and time, such as 2026-12-01T22:00.')
    .optional()
    .describe('It doesn’t begin before this local date and time.'),
  quiet: z
    .strictObject({ from: timeOfDay, until: timeOfDay })
    .optional()
    .describe('Between these local times it pauses each day; past midnight where the first is the later one.'),
})
const entry = z.object({
  id: z.string(),
  at: time,
  type: z.string(),
  description: z.string().describe('A sentence without its subject, which is the actor.'),
  actor: z.object({
    kind: z.enum(['person', 'system', 'outside']),
    id: z.string().nullable(),
    name: z.string(),
    role: z.string().nullable(),
  }),
  account: named.nullable(),
  changes: z.array(change).nullable(),
  reason: z.string().nullable(),
  outcome: z.enum(OUTCOMES).nullable(),
  outcomeAt: time.nullable(),
  outcomeMessage: z.string().nullable(),
  stripeRequestId: z.string().nullable(),
})

const auditFilters = {
  account: z.string().max(200).optional().describe('An account’s id, or beginnings of words of its name.'),
  actor: z.string().max(200).optional(),
  type: z.string().max(60).optional(),
  field: z.string().max(60).optional(),
  outcome: z.enum(OUTCOMES).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
}
const fleetId = z.uuid()

/** What a program may ask; the address has its parameters in braces. */
export type Endpoint = {
  method: 'GET' | 'POST'
  path: string
  summary: string
  /** Null where no key is needed. */
  scope: ApiScope | null
  query: z.ZodObject
  body: z.ZodType | null
  /** Null where the answer isn’t JSON of ours: its media types are named instead. */
  answer: z.ZodType | null
  media?: readonly string[]
  status: 200 | 201 | 202
}

const none = z.strictObject({})
const get = { method: 'GET', body: null, status: 200, query: none } as const

export const ENDPOINTS = {
  listAccounts: {
    ...get,
    path: '/accounts',
    summary: 'Connected accounts by name',
    scope: 'read',
    query: z.strictObject({
      q: z.string().max(200).optional().describe('Beginnings of words of the name or the email, or of an id.'),
      state: z.enum([...ACCOUNT_STATES, 'unknown', 'disconnected']).optional(),
      payouts: z.enum(['enabled', 'disabled']).optional(),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .optional(),
      currency: z
        .string()
        .regex(/^[a-z]{3,8}$/)
        .optional(),
      type: z.enum(['custom', 'express', 'standard']).optional(),
      schedule: z.enum(['daily', 'weekly', 'monthly', 'manual']).optional(),
      after: accountId.optional(),
      limit,
    }),
    answer: page(listedAccount).extend({
      incomplete: z
        .enum(['search', 'filters'])
        .nullable()
        .describe(
          '`search`: more accounts match than a search lists. `filters`: only a part was looked through; `next` continues.',
        ),
    }),
  },
  readAccount: {
    ...get,
    path: '/accounts/{accountId}',
    summary: 'One account, as it was last read',
    scope: 'read',
    answer: oneAccount,
  },
  readSettings: {
    ...get,
    path: '/accounts/{accountId}/settings',
    summary: 'The balance settings of an account, read from Stripe now',
    scope: 'read',
    answer: accountSettings,
  },
  listChangeRequests: {
    ...get,
    path: '/accounts/{accountId}/change-requests',
    summary: 'Changes of an account that wait for another person',
    scope: 'read',
    answer: z.object({ data: z.array(changeRequest) }),
  },
  proposeChange: {
    method: 'POST',
    path: '/accounts/{accountId}/change-requests',
    summary: 'Propose a change of settings, which another person approves; nothing is sent to Stripe before',
    scope: 'propose',
    query: none,
    body: proposedChange,
    answer: z.object({ id: z.string(), status: z.literal('open') }),
    status: 201,
  },
  listPolicies: {
    ...get,
    path: '/policies',
    summary: 'Policies, the oldest first',
    scope: 'read',
    answer: z.object({ data: z.array(policy) }),
  },
  listPlans: {
    ...get,
    path: '/plans',
    summary: 'Plans that nobody has started, the newest first',
    scope: 'read',
    query: z.strictObject({ after: fleetId.optional(), limit }),
    answer: page(rollout),
  },
  createPlan: {
    method: 'POST',
    path: '/plans',
    summary:
      'Plan what a policy would change; nothing is changed. Read the plan under /rollouts/{rolloutId} until it is a draft',
    scope: 'propose',
    query: none,
    body: z.strictObject({ policyId: fleetId }),
    answer: z.object({ id: fleetId, status: z.literal('planning') }),
    status: 202,
  },
  listRollouts: {
    ...get,
    path: '/rollouts',
    summary: 'Plans and rollouts, the newest first',
    scope: 'read',
    query: z.strictObject({ after: fleetId.optional(), limit }),
    answer: page(rollout),
  },
  proposeRollout: {
    method: 'POST',
    path: '/rollouts',
    summary: 'Propose that a plan is carried out; another admin approves it before anything is sent to Stripe',
    scope: 'propose',
    query: none,
    body: z.strictObject({ planId: fleetId, reason, stages: stages.prefault({}), hours: hours.optional() }),
    answer: z.object({ id: fleetId, status: z.literal('awaiting_approval') }),
    status: 202,
  },
  readRollout: {
    ...get,
    path: '/rollouts/{rolloutId}',
    summary: 'One plan or rollout with its figures',
    scope: 'read',
    answer: oneRollout,
  },
  listRolloutAccounts: {
    ...get,
    path: '/rollouts/{rolloutId}/accounts',
    summary: 'What a plan says of each account, and what became of it',
    scope: 'read',
    query: z.strictObject({
      state: z.enum(ITEM_STATES).optional(),
      because: z
        .enum(ITEM_REASONS)
        .optional()
        .describe('Accounts with this reason; `approval` for those that need a second person.'),
      after: z
        .string()
        .regex(/^\d{1,9}$/)
        .optional(),
      limit,
    }),
    answer: page(rolloutAccount),
  },
  listAudit: {
    ...get,
    path: '/audit',
    summary: 'The audit log, the newest entries first',
    scope: 'audit',
    query: z.strictObject({
      ...auditFilters,
      after: z.uuid().optional().describe('The entry behind which older ones are listed.'),
    }),
    answer: page(entry).extend({ incomplete: z.enum(['filters', 'names']).nullable() }),
  },
  exportAudit: {
    ...get,
    path: '/audit/export',
    summary: 'The audit log as a file; JSONL carries its proof. The export is recorded',
    scope: 'audit',
    query: z.strictObject({ ...auditFilters, format: z.enum(['jsonl', 'csv']).default('jsonl') }),
    answer: null,
    media: ['application/jsonl', 'text/csv'],
  },
} as const satisfies Record<string, Endpoint>

/** Every error has this shape. Programs read the code; the message is for people. */
export const ERROR_CODES = {
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  invalid_request: 400,
  unsupported_media_type: 415,
  too_large: 413,
  conflict: 409,
  not_possible: 422,
  too_many_requests: 429,
  unavailable: 503,
  internal: 500,
} as const
export type ErrorCode = keyof typeof ERROR_CODES

export const errorAnswer = z.object({
  error: z.object({
    code: z.enum(Object.keys(ERROR_CODES) as [ErrorCode]),
    message: z.string(),
    fields: z.record(z.string(), z.string()).optional().describe('What is wrong with each field.'),
  }),
})
