'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import type { AccountRole } from '@/lib/domain/access/permissions'
import { Button } from '@/lib/ui/button'
import { SelectField } from '@/lib/ui/select-field'
import { TextField } from '@/lib/ui/text-field'
import { toast } from '@/lib/ui/toast'
import {
  changeAccountRoleAction,
  inviteToAccountAction,
  removeFromAccountAction,
  setAccountAccessAction,
} from './account-actions'
import { PeopleOutcomeNotice } from './people-outcome'
import { inviteText, accessText as text } from './text'
import { useChange } from './use-change'

export function InviteToAccount({ accountId }: { accountId: string }) {
  const { outcome, isBusy, run } = useChange()
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    run((call) => call(inviteToAccountAction, accountId, form.get('email'), form.get('role')))
  }
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3 p-4">
      <p className="text-sm text-muted">{text.inviteHelp}</p>
      <div className="flex flex-wrap items-start gap-3">
        <TextField label={text.email} name="email" type="email" className="min-w-64 flex-1" />
        <SelectField label={text.role} name="role" className="min-w-64 flex-1">
          <option value="owner">{text.roles.owner}</option>
          <option value="member">{text.roles.member}</option>
        </SelectField>
      </div>
      <PeopleOutcomeNotice
        outcome={outcome}
        done=""
        sent={outcome?.kind === 'done' ? inviteText.sent(outcome.email) : ''}
        linkLabel={inviteText.link}
      />
      <div>
        <Button look="primary" type="submit" disabled={isBusy}>
          {text.submit}
        </Button>
      </div>
    </form>
  )
}

export function ChangeAccountRole({
  accountId,
  person,
}: {
  accountId: string
  person: { id: string; name: string; role: AccountRole }
}) {
  const { outcome, isBusy, run } = useChange()
  const to = person.role === 'owner' ? 'member' : 'owner'
  return (
    <div className="flex flex-col items-start gap-2">
      <PeopleOutcomeNotice outcome={outcome} done={text.roleSaved} sent="" linkLabel="" />
      <Button
        disabled={isBusy}
        aria-label={text.makeOf(person.name, to)}
        onClick={() => run((call) => call(changeAccountRoleAction, accountId, person.id, to))}
      >
        {text.make(to)}
      </Button>
    </div>
  )
}

/** Disabling needs a second click, which says what ends. */
export function SetAccountAccess({
  accountId,
  person,
  isDisabled,
}: {
  accountId: string
  person: { id: string; name: string }
  isDisabled: boolean
}) {
  const [isAsking, setIsAsking] = useState(false)
  /** What was asked for last: the page is rendered again with what has come of it. */
  const [wanted, setWanted] = useState(isDisabled)
  const { outcome, isBusy, run } = useChange()
  const send = () => {
    setIsAsking(false)
    setWanted(!isDisabled)
    run((call) => call(setAccountAccessAction, accountId, person.id, !isDisabled))
  }
  return (
    <div className="flex flex-col items-start gap-2">
      <PeopleOutcomeNotice
        outcome={outcome}
        done={wanted ? text.disabledDone : text.enabledDone}
        sent=""
        linkLabel=""
      />
      {isAsking ? (
        <>
          <p role="alert" className="text-xs text-pending">
            {text.disableWarning}
          </p>
          <div className="flex flex-wrap gap-2">
            <Button look="primary" autoFocus disabled={isBusy} onClick={send}>
              {text.confirmDisable}
            </Button>
            <Button onClick={() => setIsAsking(false)}>{text.cancel}</Button>
          </div>
        </>
      ) : (
        <Button
          disabled={isBusy}
          aria-label={isDisabled ? text.enableOf(person.name) : text.disableOf(person.name)}
          onClick={isDisabled ? send : () => setIsAsking(true)}
        >
          {isDisabled ? text.enable : text.disable}
        </Button>
      )}
    </div>
  )
}

/** Needs a second click, which says what is lost: for oneself, the way back. */
export function RemoveFromAccount({
  accountId,
  person,
  isSelf,
}: {
  accountId: string
  person: { id: string; name: string }
  isSelf: boolean
}) {
  const [isAsking, setIsAsking] = useState(false)
  const router = useRouter()
  const { outcome, isBusy, run } = useChange(() => {
    if (!isSelf) return
    toast(text.removed)
    router.push('/')
  })
  const send = () => {
    setIsAsking(false)
    run((call) => call(removeFromAccountAction, accountId, person.id))
  }
  return (
    <div className="flex flex-col gap-2">
      <PeopleOutcomeNotice outcome={outcome} done={text.removed} sent="" linkLabel="" />
      {isAsking ? (
        <>
          <p role="alert" className="text-xs text-pending">
            {isSelf ? text.leaveWarning : text.removeWarning}
          </p>
          <div className="flex flex-wrap gap-2">
            <Button look="primary" autoFocus disabled={isBusy} onClick={send}>
              {isSelf ? text.confirmLeave : text.confirm}
            </Button>
            <Button onClick={() => setIsAsking(false)}>{text.cancel}</Button>
          </div>
        </>
      ) : (
        <div>
          <Button
            disabled={isBusy}
            aria-label={isSelf ? undefined : text.removeOf(person.name)}
            onClick={() => setIsAsking(true)}
          >
            {isSelf ? text.leave : text.remove}
          </Button>
        </div>
      )}
    </div>
  )
}
