import { Notice } from '@/lib/ui/notice'
import { securityText as text } from './text'

/** Shown once, after what `title` says. */
export const RecoveryCodes = ({ title, codes }: { title: string; codes: readonly string[] }) => (
  <div className="flex flex-col gap-3 p-4 text-sm">
    <Notice tone="good" title={title} live="status">
      {text.others}
    </Notice>
    <h3 className="font-semibold">{text.codes}</h3>
    <p className="text-muted">{text.codesHelp}</p>
    <ul className="grid gap-1 font-mono sm:grid-cols-2">
      {codes.map((code) => (
        <li key={code}>{code}</li>
      ))}
    </ul>
  </div>
)
