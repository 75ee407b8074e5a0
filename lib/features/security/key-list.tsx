import { SCOPE_WORDS } from '@/lib/domain/access/api-scopes'
import type { ApiKey } from '@/lib/gateways/db/api-keys'
import { type Column, Table } from '@/lib/ui/table'
import { Time } from '@/lib/ui/time'
import { AskButton } from './ask-button'
import { revokeKeyAction } from './key-actions'
import { KeyForm } from './key-form'
import { keyText as text } from './key-text'

/** The person's own keys, and the form for another one. */
export function KeyList({ keys, now }: { keys: ApiKey[]; now: Date }) {
  const columns: Column<ApiKey>[] = [
    {
      header: text.columns.name,
      isRowHeader: true,
      className: 'font-medium',
      cell: ({ name, ending }) => (
        <>
          <bdi translate="no">{name}</bdi>
          <span className="block font-mono text-xs text-muted" translate="no">{`…${ending}`}</span>
        </>
      ),
    },
    {
      header: text.columns.scopes,
      className: 'max-md:hidden',
      cell: ({ scopes }) => scopes.map((scope) => SCOPE_WORDS[scope]).join('; '),
    },
    {
      header: text.columns.used,
      className: 'max-md:hidden',
      cell: ({ usedAt }) => (usedAt ? <Time at={usedAt} /> : text.never),
    },
    {
      header: text.columns.expires,
      cell: ({ expiresAt }) => (expiresAt > now ? <Time at={expiresAt} /> : text.expired),
    },
    {
      header: text.columns.action,
      cell: ({ id, name }) => (
        <AskButton action={revokeKeyAction} id={id} label={text.revoke} name={text.revokeOf(name)} />
      ),
    },
  ]
  return (
    <>
      <p className="p-4 text-sm text-muted">{text.help}</p>
      {keys.length > 0 && <Table columns={columns} rows={keys} rowKey={({ id }) => id} empty={null} />}
      <KeyForm />
    </>
  )
}
