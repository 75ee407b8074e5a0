import type { ReactNode } from 'react'
import type { AccountAccess, AccountPermission } from '@/lib/domain/access/permissions'
import type { AccountOverview } from '@/lib/domain/accounts/account-overview'
import { dayOf, nameRequirements } from '@/lib/domain/accounts/requirement-words'
import { levelOf } from '@/lib/domain/accounts/requirements'
import { formatDay } from '@/lib/domain/calendar/format-day'
import { accountInDashboard, OWN_DASHBOARDS } from '@/lib/domain/stripe/dashboard-links'
import { stripeMode } from '@/lib/env'
import { Card } from '@/lib/ui/card'
import { requirementsText as text } from './text'

type Props = {
  access: AccountAccess<AccountPermission, AccountOverview>
  /** Epoch ms by Stripe's clock. */
  now: Promise<number>
  /** Where the holder can provide it in Spillway. */
  here?: ReactNode
}

/** What Stripe still wants to know, by when, and how to give it; nothing where it wants nothing. */
export async function RequirementsCard({ access, now, here }: Props) {
  const { requirements, goneAt } = access.account
  if (!requirements || goneAt || levelOf(requirements) === 'none') return null
  const { pastDue, currentlyDue, eventuallyDue, deadline } = requirements
  const at = await now
  const day = deadline === null ? null : formatDay(dayOf(deadline), dayOf(at))
  return (
    <Card title={text.title}>
      <div className="flex flex-col gap-3 p-4 text-sm">
        <Group title={text.pastDue} names={pastDue} tone="text-failed" />
        <Group title={text.due(day, deadline !== null && deadline <= at)} names={currentlyDue} tone="text-pending" />
        <Group title={text.later} names={eventuallyDue} tone="text-muted" />
        <HowToResolve access={access} />
        <div className="empty:hidden">{here}</div>
      </div>
    </Card>
  )
}

function Group({ title, names, tone }: { title: string; names: readonly string[]; tone: string }) {
  if (names.length === 0) return null
  return (
    <section aria-label={title}>
      <h3 className={`font-medium ${tone}`}>{title}</h3>
      <ul className="mt-1 flex flex-col gap-1">
        {nameRequirements(names).map(({ words, names }) => (
          <li key={words} className="flex flex-wrap items-baseline gap-x-2">
            <span>{words}</span>
            <code className="min-w-0 text-xs break-all text-muted" translate="no">
              {names.join(', ')}
            </code>
          </li>
        ))}
      </ul>
    </section>
  )
}

function HowToResolve({ access: { role, account } }: Pick<Props, 'access'>) {
  const { requirementCollection, dashboard } = account.controller
  if (role !== 'owner' && role !== 'member')
    return (
      <p className="flex flex-wrap gap-x-1.5 text-muted">
        <span>{text.staff[requirementCollection ?? 'unknown']}</span>
        <DashboardLink href={accountInDashboard(stripeMode(), account.id)} label={text.openAccount} />
      </p>
    )
  if (dashboard === 'full' || dashboard === 'express')
    return (
      <p className="flex flex-wrap gap-x-1.5 text-muted">
        <span>{text.owner[dashboard]}</span>
        <DashboardLink href={OWN_DASHBOARDS[dashboard]} label={text.openOwn} />
      </p>
    )
  return <p className="text-muted">{text.owner.none}</p>
}

const DashboardLink = ({ href, label }: { href: string; label: string }) => (
  <a href={href} target="_blank" rel="noreferrer" className="font-medium text-accent underline underline-offset-2">
    {label}
  </a>
)
