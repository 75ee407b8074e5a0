'use client'
import type { Route } from 'next'
import { PageLink } from '@/lib/ui/page-link'
import { homeText as text } from './text'

type Props = { rows: readonly (readonly [href: Route, day: string, accounts: string, amounts: string])[] }

/** What the chart shows, and every currency. */
export const PayoutDaysTable = ({ rows }: Props) => (
  <table className="mt-2 w-full">
    <thead>
      <tr className="text-left text-xs text-muted">
        <th scope="col" className="py-1 font-medium">
          {text.day}
        </th>
        <th scope="col" className="py-1 text-right font-medium">
          {text.numberOf}
        </th>
        <th scope="col" className="py-1 text-right font-medium">
          {text.amounts}
        </th>
      </tr>
    </thead>
    <tbody>
      {rows.map(([href, day, accounts, amounts]) => (
        <tr key={href} className="border-t border-line">
          <th scope="row" className="py-1 text-left font-normal">
            <PageLink href={href} className="hover:underline">
              {day}
            </PageLink>
          </th>
          <td className="tabular py-1 text-right">{accounts}</td>
          <td className="tabular py-1 text-right">{amounts}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
