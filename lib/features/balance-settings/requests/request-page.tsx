import type { ReactNode } from 'react'
import { APPROVAL_WORDS, type ApprovalRule, rulesMet } from '@/lib/domain/access/approval-rules'
import { type ChangeRequest, decisionsFor } from '@/lib/domain/access/change-request'
import { type AccountAccess, mayAlso } from '@/lib/domain/access/permissions'
import type { PlatformRules } from '@/lib/domain/access/platform-rules'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import { HOLIDAY_DATA } from '@/lib/domain/calendar/bank-holiday-data'
import { holidaysOf } from '@/lib/domain/calendar/bank-holidays'
import { applyPatch, type BalanceSettings, diffBalanceSettings } from '@/lib/domain/settings/balance-settings'
import { Card } from '@/lib/ui/card'
import { Notice } from '@/lib/ui/notice'
import { PageLink } from '@/lib/ui/page-link'
import { Time } from '@/lib/ui/time'
import { computePreview } from '../compute-preview'
import { type Submission, submissionSchema } from '../form-schema'
import { PreviewBody } from '../preview-body'
import { termsOf } from '../preview-terms'
import { DecideRequest } from './decide-request-form'
import type { LoadedRequest } from './load-requests'
import { StatusBadge } from './requests-table'
import { RESULT_WORDS, SAVED_WORDS, requestText as text } from './text'

type Props = LoadedRequest & {
  access: AccountAccess<'account:read', AccountOverview>
  rules: PlatformRules
  /** Epoch ms. */
  now: number
}

/** One request: what is asked for, which dates it moves, and what this person may decide. Stripe is not asked. */
export function RequestPage({ request, submission, carriedOut, access, rules, now }: Props) {
  const { account, person, role } = access
  const wanted = submissionSchema.safeParse(submission)
  const current = account.settings?.value ?? null
  const isStale =
    request.status === 'open' &&
    wanted.success &&
    current !== null &&
    diffBalanceSettings(wanted.data.base, current).length > 0
  // By the rules of now: they may have changed since the request was made.
  const because = request.status === 'open' && wanted.success ? rulesNow(wanted.data, rules) : request.because
  const approves = mayAlso(access, 'balance_settings:approve')
  const isDue = approves && request.status === 'approved' && request.kind === 'approval' && carriedOut === null
  return (
    <div className="mt-4 flex max-w-4xl flex-col gap-4">
      {isStale && <Notice tone="warning" title={text.changedSince} />}
      {request.because.length > 0 && because.length === 0 && (
        <Notice tone="info" title={text.ruleGone}>
          {text.ruleGoneHelp}
        </Notice>
      )}
      {request.status === 'approved' && request.decision?.by.id === request.requestedBy.id && (
        <Notice tone="warning" title={text.glassBroken} />
      )}
      {request.status === 'ended' && (
        <Notice tone="warning" title={text.disconnected}>
          {text.disconnectedHelp}
        </Notice>
      )}
      {(carriedOut?.outcome === 'refused' || carriedOut?.outcome === 'conflict') && (
        <Notice tone="problem" title={SAVED_WORDS[carriedOut.outcome].title}>
          {carriedOut.message && <p>{carriedOut.message}</p>}
          <p>{text.stillWanted}</p>
        </Notice>
      )}
      <Facts request={request} because={because} carriedOut={carriedOut} />
      {wanted.success && current && request.status === 'open' && (
        <ChangedPayouts account={account} current={current} patch={wanted.data.patch} rules={rules} now={now} />
      )}
      {(request.status === 'open' || isDue) && (
        <DecideRequest
          accountId={account.id}
          requestId={request.id}
          kind={request.kind}
          decisions={decisionsFor({ personId: person.id, role }, request)}
          isDue={isDue}
          isOwn={request.requestedBy.id === person.id}
        />
      )}
    </div>
  )
}

const rulesNow = ({ base, patch }: Submission, { approvals }: PlatformRules): ApprovalRule[] =>
  rulesMet(diffBalanceSettings(base, applyPatch(base, patch)), approvals)

type FactsProps = {
  request: ChangeRequest
  because: readonly ApprovalRule[]
  carriedOut: LoadedRequest['carriedOut']
}

function Facts({ request, because, carriedOut }: FactsProps) {
  const { account, lines, reason, requestedBy, createdAt, expiresAt, status, decision, kind } = request
  return (
    <Card title={text.title[kind]} aside={<StatusBadge status={status} />}>
      <dl className="grid gap-x-6 gap-y-2.5 p-4 text-sm sm:grid-cols-[200px_minmax(0,1fr)]">
        <Row label={text.asked}>
          <ul className="flex flex-col gap-0.5 font-medium">
            {lines.map((line) => (
              <li key={line}>
                <bdi translate="no">{line}</bdi>
              </li>
            ))}
          </ul>
        </Row>
        <Row label={text.account}>
          <PageLink href={`/accounts/${account.id}/settings`} className={linkClasses}>
            <bdi translate="no">{account.name}</bdi>
          </PageLink>
        </Row>
        {because.length > 0 && <Row label={text.rules}>{because.map((rule) => APPROVAL_WORDS[rule]).join(', ')}</Row>}
        <Row label={text.reason}>
          <bdi translate="no" className="whitespace-pre-wrap">
            {reason}
          </bdi>
        </Row>
        <Row label={text.by}>
          <bdi translate="no">{requestedBy.name}</bdi> <span className="text-muted">{requestedBy.role}</span>
        </Row>
        <Row label={text.at}>
          <Time at={createdAt} />
        </Row>
        {decision === null && (
          <Row label={status === 'ended' ? text.ended : status === 'expired' ? text.expired : text.expires}>
            <Time at={expiresAt} />
          </Row>
        )}
        {decision && (
          <>
            <Row label={text.decidedBy}>
              <bdi translate="no">{decision.by.name}</bdi> <Time at={decision.at} />
            </Row>
            {decision.because && (
              <Row label={text.decidedBecause}>
                <bdi translate="no">{decision.because}</bdi>
              </Row>
            )}
          </>
        )}
        {carriedOut && (
          <Row label={text.result}>
            <span>{RESULT_WORDS[carriedOut.outcome]}</span>{' '}
            <PageLink href={`/audit/${carriedOut.entryId}`} className={linkClasses}>
              {text.entryLink}
            </PageLink>
          </Row>
        )}
        <Row label={text.entries}>
          <PageLink href={`/audit?account=${account.id}`} className={linkClasses}>
            {text.entriesLink}
          </PageLink>
        </Row>
      </dl>
    </Card>
  )
}

const linkClasses = 'text-accent underline underline-offset-2'

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 break-words max-sm:mb-1.5">{children}</dd>
    </>
  )
}

type Changed = {
  account: AccountOverview
  current: BalanceSettings
  patch: Parameters<typeof applyPatch>[1]
  rules: PlatformRules
  now: number
}

function ChangedPayouts({ account, current, patch, rules, now }: Changed) {
  const changed: BalanceSettings = {
    ...current,
    ...applyPatch(current, patch),
    delayDays: patch.delayDaysOverride ?? current.delayDays,
  }
  const [before, after] = [termsOf(current), termsOf(changed)]
  if (!before || !after) return null
  const preview = computePreview(
    before,
    after,
    { before: current, after: changed },
    {
      country: account.country,
      currency: account.defaultCurrency,
      holidays: holidaysOf(HOLIDAY_DATA, account.country, account.defaultCurrency),
      now,
      payoutCost: rules.payoutCost,
      balance: null,
      hold: null,
    },
  )
  return (
    <Card title={text.preview}>
      <div className="flex flex-col gap-3 p-4">
        {preview.facts.length > 0 && (
          <ul className="flex flex-col gap-1 text-sm">
            {preview.facts.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
        )}
        <PreviewBody preview={preview} />
        <p className="text-xs text-muted">{text.previewHelp}</p>
      </div>
    </Card>
  )
}
