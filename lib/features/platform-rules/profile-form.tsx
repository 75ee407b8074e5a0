'use client'
import { type FormEvent, useState, useTransition } from 'react'
import { accentColors, contrast, GROUNDS, type Hex, type Theme } from '@/lib/domain/accent'
import type { PlatformProfile, StoredProfile } from '@/lib/domain/platform-profile'
import { Button } from '@/lib/ui/button'
import { callAction } from '@/lib/ui/call-action'
import { CheckboxField } from '@/lib/ui/checkbox-field'
import { Notice } from '@/lib/ui/notice'
import { TextField } from '@/lib/ui/text-field'
import { toast } from '@/lib/ui/toast'
import { type ProfileAnswer, savePlatformProfileAction } from './profile-actions'
import { editorText, profileText as text } from './text'

/** Bytes; a larger one is refused, so it isn't read as a whole. */
const LARGEST_LOGO = 12_288

type Outcome = Exclude<ProfileAnswer, { kind: 'saved' }> | { kind: 'unconfirmed' } | null

export function ProfileForm({ stored, shown }: { stored: StoredProfile; shown: PlatformProfile }) {
  const [outcome, setOutcome] = useState<Outcome>(null)
  const [accent, setAccent] = useState(stored.accent ?? '')
  const [isSaving, start] = useTransition()
  const errors = outcome?.kind === 'invalid' ? outcome.errors : {}
  const color = /^#[0-9a-f]{6}$/i.test(accent) ? (accent.toLowerCase() as Hex) : accent === '' ? shown.accent : null

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    start(async () => {
      await readLogo(form)
      const called = await callAction(savePlatformProfileAction, form)
      if (!called.ok) return called.failure === 'no_answer' ? setOutcome({ kind: 'unconfirmed' }) : undefined
      const { value } = called
      setOutcome(value.kind === 'saved' ? null : value)
      if (value.kind === 'saved') toast(text.saved)
    })
  }

  return (
    <form onSubmit={submit} aria-label={text.title} noValidate className="flex flex-col gap-4">
      {outcome && (
        <Notice
          tone={outcome.kind === 'invalid' ? 'problem' : 'warning'}
          title={editorText[outcome.kind].title}
          live="alert"
        >
          {editorText[outcome.kind].help}
        </Notice>
      )}
      <div className="grid gap-4 md:grid-cols-2">
        <TextField
          label={text.name}
          name="name"
          maxLength={60}
          defaultValue={stored.name ?? ''}
          placeholder={shown.name}
          error={errors.name}
          help={text.nameHelp}
        />
        <TextField
          label={text.contact}
          name="contact"
          maxLength={200}
          defaultValue={stored.contact ?? ''}
          placeholder={shown.contact ?? text.contactExample}
          error={errors.contact}
          help={text.contactHelp}
        />
        <div>
          <TextField
            label={text.accent}
            name="accent"
            maxLength={7}
            value={accent}
            placeholder={shown.accent ?? text.accentExample}
            error={errors.accent}
            help={text.accentHelp}
            onChange={(event) => setAccent(event.target.value)}
            controlClassName="max-w-40 font-mono"
          />
          {color && (
            <div className="mt-2 flex flex-wrap gap-2">
              <Shade color={color} theme="light" />
              <Shade color={color} theme="dark" />
            </div>
          )}
        </div>
        <div className="flex flex-col gap-2">
          <TextField
            label={text.logo}
            name="logo"
            type="file"
            accept="image/png,image/webp,image/svg+xml"
            error={errors.logo}
            help={text.logoHelp}
            controlClassName="h-auto py-1"
          />
          {shown.logo && (
            // biome-ignore lint/performance/noImgElement: it is in the page already, so nothing can be optimized
            <img src={shown.logo} alt={text.currentLogo} className="h-7 max-w-40 self-start object-contain" />
          )}
          {stored.logo && <CheckboxField label={text.removeLogo} name="removeLogo" />}
        </div>
      </div>
      <div>
        <Button look="primary" type="submit" disabled={isSaving}>
          {isSaving ? editorText.saving : text.save}
        </Button>
      </div>
    </form>
  )
}

/** The chosen picture as text, because no action takes a file. None is left out. */
async function readLogo(form: FormData): Promise<void> {
  const file = form.get('logo')
  form.delete('logo')
  if (!(file instanceof File) || file.size === 0) return
  const bytes = new Uint8Array(await file.slice(0, LARGEST_LOGO + 1).arrayBuffer())
  form.set('logo', btoa(String.fromCharCode(...bytes)))
}

/** How the color is shown in a theme, and its contrast. The policy for styles allows none in an element. */
function Shade({ color, theme }: { color: Hex; theme: Theme }) {
  const { accent, ink } = accentColors(color, theme)
  const ratio = Math.min(...[...GROUNDS[theme].grounds, ink].map((other) => contrast(accent, other)))
  return (
    <figure className="flex items-center gap-2 text-xs text-muted">
      <svg width="56" height="24" role="img" aria-label={text.sample[theme]}>
        <rect width="56" height="24" rx="6" fill={accent} />
        <text x="28" y="16" textAnchor="middle" fontSize="12" fill={ink}>
          Aa
        </text>
      </svg>
      <figcaption>{text.shade(theme, accent, ratio, accent === color)}</figcaption>
    </figure>
  )
}
