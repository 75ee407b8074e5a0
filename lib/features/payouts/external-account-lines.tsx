'use client'
import { Badge, type Tone } from '@/lib/ui/badge'
import { externalAccountsText as text } from './text'

export type BadgeWords = readonly [tone: Tone, word: string, help?: string]

export type ExternalAccountWords = {
  id: string
  name: string
  /** Its country and its currency. */
  place: string
  badges: readonly BadgeWords[]
  /** Other accounts that have the same one. */
  sharedWith?: readonly { id: string; name: string }[]
  problem?: string
}

/** Bank accounts and cards, one line each. */
export const ExternalAccountLines = ({ accounts }: { accounts: readonly ExternalAccountWords[] }) => (
  <ul className="divide-y divide-line">
    {accounts.map(({ id, name, place, badges, sharedWith, problem }) => (
      <li key={id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2.5 text-sm">
        <span translate="no" className="font-medium">
          {name}
        </span>
        <span className="text-xs text-muted uppercase">{place}</span>
        <span className="ml-auto flex flex-wrap gap-1.5">
          {badges.map(([tone, word, help]) => (
            <Badge key={word} tone={tone} title={help}>
              {word}
            </Badge>
          ))}
        </span>
        {sharedWith && (
          <p className="flex basis-full flex-wrap gap-x-2 text-xs text-muted [&_a]:text-accent [&_a]:underline [&_a]:underline-offset-2">
            <span>{text.sharedWith}</span>
            {sharedWith.map((account) => (
              <a key={account.id} href={`/accounts/${account.id}`}>
                <bdi translate="no">{account.name}</bdi>
              </a>
            ))}
          </p>
        )}
        {problem && <p className="basis-full text-failed">{problem}</p>}
      </li>
    ))}
  </ul>
)
