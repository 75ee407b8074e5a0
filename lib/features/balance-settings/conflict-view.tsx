import {
  type BalanceSettings,
  describeFieldValue,
  diffBalanceSettings,
  type FieldChange,
} from '@/lib/domain/settings/balance-settings'
import { BALANCE_SETTINGS_FIELDS, labelOf } from '@/lib/domain/settings/fields'
import { Button } from '@/lib/ui/button'
import { Card } from '@/lib/ui/card'
import { Notice } from '@/lib/ui/notice'
import { conflictText as text } from './conflict-text'
import { saveText } from './save-text'

type Props = {
  base: BalanceSettings
  theirs: BalanceSettings
  changes: FieldChange[]
  onTakeTheirs: () => void
  onKeepMine: () => void
}

/** Two editors at once: what it was, what they made of it, what I would make of it. Nothing has been sent. */
export default function ConflictView({ base, theirs, changes, onTakeTheirs, onKeepMine }: Props) {
  const their = diffBalanceSettings(base, theirs)
  const rows = BALANCE_SETTINGS_FIELDS.flatMap((field) => {
    const [theirChange, myChange] = [
      their.find((change) => change.field === field),
      changes.find((change) => change.field === field),
    ]
    const some = theirChange ?? myChange
    return some
      ? [
          {
            field,
            base: describeFieldValue(some, 'before'),
            theirs: theirChange && describeFieldValue(theirChange, 'after'),
            mine: myChange && describeFieldValue(myChange, 'after'),
          },
        ]
      : []
  })
  return (
    <Card title={text.title}>
      <div className="flex flex-col gap-4 p-4">
        <Notice tone="warning" title={saveText.notSaved} live="alert">
          {text.help}
        </Notice>
        <div className="overflow-x-auto">
          <table className="w-full text-sm">
            <thead>
              <tr className="border-b border-line text-left text-xs text-muted [&>th]:py-1.5 [&>th]:pr-3 [&>th]:font-medium">
                <th scope="col">{text.field}</th>
                <th scope="col">{text.opened}</th>
                <th scope="col">{text.theirs}</th>
                <th scope="col">{text.mine}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.field} className="border-b border-line align-top last:border-0 [&>*]:py-2 [&>*]:pr-3">
                  <th scope="row" className="text-left font-medium">
                    {labelOf(row.field)}
                  </th>
                  <td className="text-muted">{row.base}</td>
                  <td>{row.theirs ?? <span className="text-muted">{text.unchanged}</span>}</td>
                  <td className="font-medium">
                    {row.mine ?? <span className="font-normal text-muted">{text.unchanged}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button look="primary" onClick={onKeepMine}>
            {text.keepMine}
          </Button>
          <Button onClick={onTakeTheirs}>{text.takeTheirs}</Button>
        </div>
      </div>
    </Card>
  )
}
