import type { Passkey } from '@/lib/gateways/db/passkeys'
import { type Column, Table } from '@/lib/ui/table'
import { Time } from '@/lib/ui/time'
import { removePasskeyAction } from './actions'
import { AskButton } from './ask-button'
import { RenamePasskey } from './rename-passkey'
import { securityText as text } from './text'

const COLUMNS: Column<Passkey>[] = [
  {
    header: text.passkeyColumns.name,
    isRowHeader: true,
    className: 'font-medium',
    cell: ({ name }) => <bdi translate="no">{name}</bdi>,
  },
  { header: text.passkeyColumns.created, className: 'max-md:hidden', cell: ({ createdAt }) => <Time at={createdAt} /> },
  { header: text.passkeyColumns.used, cell: ({ usedAt }) => (usedAt ? <Time at={usedAt} /> : text.neverUsed) },
  {
    header: text.passkeyColumns.action,
    cell: ({ id, name }) => (
      <div className="flex flex-wrap items-start gap-2">
        <RenamePasskey key={name} id={id} name={name} />
        <AskButton action={removePasskeyAction} id={id} label={text.remove} name={text.removeOf(name)} />
      </div>
    ),
  },
]

export const PasskeyList = ({ passkeys }: { passkeys: Passkey[] }) => (
  <Table
    columns={COLUMNS}
    rows={passkeys}
    rowKey={({ id }) => id}
    empty={<p className="px-4 pb-4 text-sm text-muted">{text.noPasskeys}</p>}
  />
)
