'use client'
import { type FormEvent, useState, useTransition } from 'react'
import { Button, buttonClasses } from '@/lib/ui/button'
import { type ActionAnswer, callAction } from '@/lib/ui/call-action'
import { CheckboxField } from '@/lib/ui/checkbox-field'
import { Menu } from '@/lib/ui/menu'
import { TextField } from '@/lib/ui/text-field'
import { removeViewAction, saveViewAction } from './actions'
import { viewsText as text } from './text'

const MENU = 'save-view'

/** Deletes the view that is shown, or saves the list under a name. */
export function ViewActions({ params, removable }: { params: string; removable: string | null }) {
  const [said, setSaid] = useState('')
  const [isBusy, start] = useTransition()

  const run = (act: () => Promise<ActionAnswer<keyof typeof text.outcome>>) =>
    start(async () => {
      const called = await act()
      document.getElementById(MENU)?.hidePopover()
      setSaid(called.ok ? text.outcome[called.value] : called.failure === 'no_answer' ? text.unanswered : '')
    })
  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const view = { name: String(form.get('name')), isShared: form.has('share'), params }
    run(() => callAction(saveViewAction, view))
  }
  return (
    <>
      {removable ? (
        <Button disabled={isBusy} onClick={() => run(() => callAction(removeViewAction, removable))}>
          {text.remove}
        </Button>
      ) : (
        <Menu id={MENU} trigger={text.save} buttonClassName={buttonClasses()}>
          <form onSubmit={save} className="flex flex-col gap-3 p-2">
            <TextField id="view-name" label={text.name} name="name" required maxLength={60} />
            <CheckboxField id="view-share" label={text.share} name="share" help={text.help} />
            <Button look="primary" type="submit" disabled={isBusy}>
              {text.submit}
            </Button>
          </form>
        </Menu>
      )}
      <span role="status" className="text-xs text-muted">
        {said}
      </span>
    </>
  )
}
