'use client'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/lib/ui/button'
import { CheckboxField } from '@/lib/ui/checkbox-field'
import type { Destination } from './destinations'
import { areSingleKeysOn, setSingleKeys } from './single-keys'
import { shortcutsText as text } from './text'

/** Each way is the keys of a shortcut, one after the other. */
function Row({ does, ways }: { does: string; ways: string[][] }) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-b border-line py-1.5">
      <dt className="text-sm">{does}</dt>
      <dd className="flex shrink-0 items-baseline gap-1.5 text-xs text-muted">
        {ways.map((keys, way) => (
          <span key={keys.join(' ')} className="flex items-baseline gap-1.5">
            {way > 0 && <span>{text.or}</span>}
            {keys.map((key, at) => (
              <span key={key} className="flex items-baseline gap-1.5">
                {at > 0 && <span>{text.next}</span>}
                <kbd className="rounded-xs border border-line-strong bg-sunken px-1.5 py-0.5 font-mono text-ink">
                  {key}
                </kbd>
              </span>
            ))}
          </span>
        ))}
      </dd>
    </div>
  )
}

/** The shortcuts of every page, and the switch for those of one character. */
export default function Shortcuts({ destinations, onClose }: { destinations: Destination[]; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const [isOn, setIsOn] = useState(areSingleKeysOn)
  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      aria-labelledby="shortcuts"
      className="dialog w-[min(480px,calc(100vw-24px))]"
    >
      <h2 id="shortcuts" className="text-lg font-semibold">
        {text.title}
      </h2>
      <dl className="my-3">
        <Row does={text.find} ways={[['Ctrl K'], ['⌘ K'], ['/']]} />
        {destinations.map(({ href, label, key }) => (
          <Row key={href} does={text.goTo(label)} ways={[['g', key]]} />
        ))}
        <Row does={text.rows} ways={[['j'], ['k']]} />
        <Row does={text.help} ways={[['?']]} />
      </dl>
      <CheckboxField
        label={text.singleKeys}
        help={text.singleKeysHelp}
        checked={isOn}
        onChange={({ target }) => {
          setIsOn(target.checked)
          setSingleKeys(target.checked)
        }}
      />
      <div className="mt-4 flex justify-end">
        <Button onClick={() => dialog.current?.close()}>{text.close}</Button>
      </div>
    </dialog>
  )
}
