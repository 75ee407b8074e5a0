import type { Metadata } from 'next'
import { RenderedForPerson } from '@/app/rendered-for-person'
import { passkeysWork } from '@/lib/auth/passkeys'
import { requireOwnSession } from '@/lib/auth/person'
import { FactorPanel } from '@/lib/features/security/factor-panel'
import { KeyList } from '@/lib/features/security/key-list'
import { keyText } from '@/lib/features/security/key-text'
import { loadSecurity } from '@/lib/features/security/load-security'
import { PasskeyList } from '@/lib/features/security/passkey-list'
import { PasskeyPanel } from '@/lib/features/security/passkey-panel'
import { PasswordForm } from '@/lib/features/security/password-form'
import { SessionList } from '@/lib/features/security/session-list'
import { securityText as text } from '@/lib/features/security/text'
import { Card } from '@/lib/ui/card'
import { Notice } from '@/lib/ui/notice'
import { PageLink } from '@/lib/ui/page-link'

export const metadata: Metadata = { title: text.title }

export default async function SecurityPage() {
  const session = await requireOwnSession()
  const { person, secondFactorAt, mustSetUp } = session
  const { sessions, passkeys, recoveryLeft, keys } = await loadSecurity(session)
  return (
    <main className="mx-auto flex max-w-3xl flex-col gap-4 px-5 py-12">
      <RenderedForPerson person={person} />
      <PageLink href="/" className="text-sm text-accent underline underline-offset-2">
        {text.back}
      </PageLink>
      <h1 className="text-xl font-semibold">{text.title}</h1>
      <p className="text-sm text-muted">
        <bdi translate="no">{person.email}</bdi>
      </p>
      {mustSetUp && <Notice tone="warning" title={text.mustSetUp} />}
      {(passkeysWork() || passkeys.length > 0) && (
        <Card title={text.passkeys} className="overflow-clip">
          <PasskeyPanel>
            <PasskeyList passkeys={passkeys} />
          </PasskeyPanel>
        </Card>
      )}
      <Card title={text.factor}>
        <FactorPanel isOn={secondFactorAt !== null} recoveryLeft={recoveryLeft} />
      </Card>
      <Card title={text.password}>
        <PasswordForm email={person.email} />
      </Card>
      <Card title={text.sessions} className="overflow-clip">
        <SessionList sessions={sessions} currentId={session.id} />
      </Card>
      {!mustSetUp && (
        <Card title={keyText.title} className="overflow-clip">
          <KeyList keys={keys} now={new Date()} />
        </Card>
      )}
    </main>
  )
}
