import { permissionsOf, ROLES } from '@/lib/domain/access/permissions'
import { Card } from '@/lib/ui/card'
import { type Column, Table } from '@/lib/ui/table'
import { PERMISSION_WORDS, ROLE_WORDS, permissionText as text } from './text'

type Permission = keyof typeof PERMISSION_WORDS

const COLUMNS: Column<Permission>[] = [
  {
    header: text.permission,
    isRowHeader: true,
    className: 'min-w-44 font-medium',
    cell: (permission) => PERMISSION_WORDS[permission],
  },
  ...ROLES.map((role) => ({
    header: ROLE_WORDS[role],
    cell: (permission: Permission) =>
      permissionsOf(role).includes(permission) ? (
        <span>{text.yes}</span>
      ) : (
        <span className="text-muted">{text.no}</span>
      ),
  })),
]

/** The table by which every page and action decides. */
export const PermissionTable = () => (
  <Card title={text.title}>
    <p className="p-4 pb-2 text-sm text-muted">{text.help}</p>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard */}
    <section aria-label={text.table} tabIndex={0} className="relative overflow-x-auto">
      <Table
        columns={COLUMNS}
        rows={Object.keys(PERMISSION_WORDS) as Permission[]}
        rowKey={(permission) => permission}
        empty={null}
      />
    </section>
  </Card>
)
