'use client'
import { useState } from 'react'
import type { ChangeRequest, Decision } from '@/lib/domain/access/change-request'
import { Button } from '@/lib/ui/button'
import { Card } from '@/lib/ui/card'
import { Notice } from '@/lib/ui/notice'
import { TextField } from '@/lib/ui/text-field'
import { NOT_DECIDED, SAVED_WORDS, requestText as text } from './text'
import { type DecisionOutcome, useDecision } from './use-decision'

type Props = {
  accountId: string
  requestId: string
  kind: ChangeRequest['kind']
  decisions: readonly Decision[]
  /** Approved, and not carried out yet. */
  isDue: boolean
  isOwn: boolean
}

export function DecideRequest({ accountId, requestId, kind, decisions, isDue, isOwn }: Props) {
  const { outcome, isBusy, decide, withdraw } = useDecision(accountId)
  const [because, setBecause] = useState('')
  const send = (decision: Parameters<typeof decide>[0]['decision']) =>
    decide({ requestId, decision, because: because.trim() || null })
  const may = (decision: Decision) => decisions.includes(decision)
  const isReasonMissing = outcome?.kind === 'not_decided' && outcome.because === 'reason'
  return (
    <Card title={text.decide}>
      <div className="flex flex-col gap-3 p-4 text-sm">
        <Outcome outcome={outcome} />
        {isDue && <p>{text.carryOutHelp}</p>}
        {!isDue && !may('approve') && <p className="text-muted">{isOwn ? text.own : text.notYours}</p>}
        {may('approve') && kind === 'wish' && <p className="text-muted">{text.wishHelp}</p>}
        {(may('reject') || may('break_glass')) && (
          <TextField
            label={text.because}
            help={text.becauseHelp[may('reject') ? 'reject' : 'break_glass']}
            error={isReasonMissing ? NOT_DECIDED.reason : undefined}
            name="because"
            maxLength={500}
            value={because}
            onChange={({ target }) => setBecause(target.value)}
            className="max-w-xl"
          />
        )}
        <div className="flex flex-wrap gap-2">
          {isDue && (
            <Button look="primary" disabled={isBusy} onClick={() => send('carry_out')}>
              {text.carryOut}
            </Button>
          )}
          {may('approve') && (
            <Button look="primary" disabled={isBusy} onClick={() => send('approve')}>
              {text.approve[kind]}
            </Button>
          )}
          {may('reject') && (
            <Button disabled={isBusy} onClick={() => send('reject')}>
              {text.reject}
            </Button>
          )}
          {may('withdraw') && (
            <Button disabled={isBusy} onClick={() => withdraw(requestId)}>
              {text.withdraw}
            </Button>
          )}
          {may('break_glass') && (
            <Button disabled={isBusy} onClick={() => send('break_glass')}>
              {text.breakGlass}
            </Button>
          )}
        </div>
        {may('break_glass') && <p className="text-xs text-muted">{text.breakGlassHelp}</p>}
      </div>
    </Card>
  )
}

/** Announced as it appears. */
export function Outcome({ outcome }: { outcome: DecisionOutcome | null }) {
  if (outcome === null || (outcome.kind === 'not_decided' && outcome.because === 'reason')) return null
  if (outcome.kind === 'decided') return <Notice tone="good" title={text.decided} live="status" />
  if (outcome.kind === 'signed_out') return <Notice tone="problem" title={text.signedOut} live="alert" />
  if (outcome.kind === 'unanswered') return <Notice tone="warning" title={text.unanswered} live="alert" />
  if (outcome.kind === 'not_decided') return <Notice tone="problem" title={NOT_DECIDED[outcome.because]} live="alert" />
  const { title, isGood } = SAVED_WORDS[outcome.outcome]
  return (
    <Notice tone={isGood ? 'good' : 'problem'} title={title} live={isGood ? 'status' : 'alert'}>
      {outcome.message}
    </Notice>
  )
}
