'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { STAFF_ROLES, type StaffRole } from '@/lib/domain/access/permissions'
import { Button } from '@/lib/ui/button'
import { SelectField } from '@/lib/ui/select-field'
import { toast } from '@/lib/ui/toast'
import { changePersonAction, type PersonChange } from './actions'
import { PeopleOutcomeNotice } from './people-outcome'
import { doneText, ROLE_HELP, ROLE_WORDS, personText as text } from './text'
import { useChange } from './use-change'

const DONE = {
  role: doneText.role,
  remove: doneText.removed_role,
  disable: doneText.disabled,
  enable: doneText.enabled,
  sign_out: doneText.signed_out,
  reset_link: doneText.reset_link,
  remove_factor: doneText.factor_removed,
}

/** A button that changes something about a person; where it takes something away for good, it needs a confirmation. */
export function ChangePerson({
  personId,
  change,
  label,
  name,
  needsConfirmation = false,
  confirm = text.confirm,
  children,
}: {
  personId: string
  change: PersonChange
  label: string
  /** For a screen reader, where the label alone doesn't say what it acts on. */
  name?: string
  needsConfirmation?: boolean
  confirm?: string
  children?: ReactNode
}) {
  const [isAsking, setIsAsking] = useState(false)
  const router = useRouter()
  const hasGone = change.kind === 'remove' && change.accountId === null
  const { outcome, isBusy, run } = useChange(() => {
    if (!hasGone) return
    toast(DONE.remove)
    router.push('/people')
  })
  const send = () => {
    setIsAsking(false)
    run((call) => call(changePersonAction, personId, change))
  }
  return (
    <div className="flex flex-col gap-2">
      {children}
      <PeopleOutcomeNotice
        outcome={outcome}
        done={DONE[change.kind]}
        sent={doneText.reset_sent}
        linkLabel={text.link}
      />
      <div className="flex flex-wrap gap-2">
        {isAsking ? (
          <>
            <Button look="primary" autoFocus disabled={isBusy} onClick={send}>
              {confirm}
            </Button>
            <Button onClick={() => setIsAsking(false)}>{text.cancel}</Button>
          </>
        ) : (
          <Button disabled={isBusy} aria-label={name} onClick={needsConfirmation ? () => setIsAsking(true) : send}>
            {label}
          </Button>
        )}
      </div>
    </div>
  )
}

const NOT_STAFF = 'none'

export function StaffRoleForm({ personId, staffRole }: { personId: string; staffRole: StaffRole | null }) {
  const [chosen, setChosen] = useState({ role: staffRole, of: staffRole })
  // A choice counts until the stored role changes; then the form shows that one.
  const role = chosen.of === staffRole ? chosen.role : staffRole
  return (
    <ChangePerson personId={personId} change={{ kind: 'role', role }} label={text.saveRole}>
      <SelectField
        label={text.role}
        value={role ?? NOT_STAFF}
        onChange={({ target }) =>
          setChosen({ role: target.value === NOT_STAFF ? null : (target.value as StaffRole), of: staffRole })
        }
        help={role ? ROLE_HELP[role] : text.staffHelp}
        className="max-w-96"
      >
        <option value={NOT_STAFF}>{text.noRole}</option>
        {STAFF_ROLES.map((each) => (
          <option key={each} value={each}>
            {ROLE_WORDS[each]}
          </option>
        ))}
      </SelectField>
    </ChangePerson>
  )
}
