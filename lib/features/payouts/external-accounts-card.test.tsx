import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { DEFAULT_RULES } from '@/lib/domain/access/platform-rules'
import type { ExternalAccount } from '@/lib/domain/accounts/external-account'
import { bankOf } from '@/lib/domain/testing/account-money'
import { editorOf, profileOf } from '@/lib/domain/testing/connected-account'
import { ExternalAccountsCard } from './external-accounts-card'
import { externalAccountsText as text } from './text'

const cardOf = async (account: ExternalAccount) => {
  const accounts = Promise.resolve({ kind: 'current', value: [account], readAt: new Date() } as const)
  const rules = Promise.resolve(DEFAULT_RULES)
  return renderToStaticMarkup(await ExternalAccountsCard({ access: editorOf(profileOf('acct_1')), accounts, rules }))
}

test('bank accounts that Stripe’s component shows too are folded, unless one needs attention', async () => {
  expect(await cardOf(bankOf({}))).not.toContain('<details open')
  expect(await cardOf(bankOf({ status: 'errored' }))).toContain('<details open')
})

test.each([
  { takesInstant: true, says: [text.instant] },
  { takesInstant: false, says: [text.standardOnly] },
  { takesInstant: null, says: [] as string[] },
])(
  'where Stripe says $takesInstant of instant payouts, the bank account is marked $says',
  async ({ takesInstant, says }) => {
    const card = await cardOf(bankOf({ takesInstant }))
    for (const mark of [text.instant, text.standardOnly]) expect(card.includes(`>${mark}<`)).toBe(says.includes(mark))
  },
)

test.each([
  { isDefault: true, says: text.defaultNeedsAttention },
  { isDefault: false, says: text.otherNeedsAttention },
  { isDefault: null, says: null },
])('a bank account that needs attention and is the default: $isDefault', async ({ isDefault, says }) => {
  const card = await cardOf(bankOf({ isDefault, status: 'errored' }))
  for (const sentence of [text.defaultNeedsAttention, text.otherNeedsAttention])
    expect(card.includes(sentence)).toBe(sentence === says)
})

test('a bank account that other accounts have too is marked, with a way to each of them', async () => {
  const bank = bankOf({})
  const accounts = Promise.resolve({ kind: 'current', value: [bank], readAt: new Date() } as const)
  const shared = Promise.resolve(new Map([[bank.id, [{ id: 'acct_2', name: 'Books & <b>' }]]]))
  const card = renderToStaticMarkup(
    await ExternalAccountsCard({
      ...{ access: editorOf(profileOf('acct_1')), accounts, shared },
      rules: Promise.resolve(DEFAULT_RULES),
    }),
  )
  expect(card).toContain('<details open')
  expect(card).toContain(`>${text.shared}<`)
  expect(card).toMatch(/href="\/accounts\/acct_2"[^>]*><bdi translate="no">Books &amp; &lt;b&gt;<\/bdi>/)
  expect(await cardOf(bank)).not.toContain(text.shared)
})
