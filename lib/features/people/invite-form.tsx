'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '@/lib/ui/button'
import { SelectField } from '@/lib/ui/select-field'
import { TextField } from '@/lib/ui/text-field'
import { invitePersonAction } from './actions'
import { PeopleOutcomeNotice } from './people-outcome'
import { ROLE_HELP, ROLE_WORDS, inviteText as text } from './text'
import { useChange } from './use-change'

const ROLES = Object.keys(ROLE_WORDS) as (keyof typeof ROLE_WORDS)[]

/** `sendsMail`: a link goes to the person, and isn't shown. */
export function InviteForm({ sendsMail }: { sendsMail: boolean }) {
  const [role, setRole] = useState<(typeof ROLES)[number]>('viewer')
  const { outcome, isBusy, run } = useChange()
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    run((call) => call(invitePersonAction, form))
  }
  const done = outcome?.kind === 'done' ? outcome : null
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3 p-4">
      <p className="text-sm text-muted">{sendsMail ? text.mailHelp : text.help}</p>
      <div className="flex flex-wrap items-start gap-x-3 gap-y-3">
        <TextField label={text.email} name="email" type="email" className="min-w-64 flex-1" />
        <SelectField
          label={text.role}
          name="role"
          value={role}
          onChange={(event) => setRole(event.target.value as typeof role)}
          help={ROLE_HELP[role]}
          className="min-w-64 flex-1"
        >
          {ROLES.map((each) => (
            <option key={each} value={each}>
              {ROLE_WORDS[each]}
            </option>
          ))}
        </SelectField>
        {(role === 'owner' || role === 'member') && (
          <TextField
            label={text.account}
            name="account"
            placeholder="acct_…"
            help={text.accountHelp}
            className="min-w-64 flex-1"
            controlClassName="font-mono"
          />
        )}
      </div>
      <PeopleOutcomeNotice
        outcome={outcome}
        done={done ? (done.delivery?.kind === 'given' ? text.given(done.email) : text.invited(done.email)) : ''}
        sent={done ? text.sent(done.email) : ''}
        linkLabel={text.link}
      />
      <div>
        <Button look="primary" type="submit" disabled={isBusy}>
          {text.submit}
        </Button>
      </div>
    </form>
  )
}
