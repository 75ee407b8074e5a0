import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { atRest, formFacts } from '../form-facts'
import { scheduleInput } from './schedule'

test.each([
  { country: 'BR', offered: ['daily'], says: 'In this country, payouts are always automatic and daily.' },
  { country: 'IN', offered: ['daily'], says: 'In this country, payouts are always automatic and daily.' },
  { country: 'JP', offered: ['weekly', 'monthly', 'manual'], says: 'Daily payouts aren’t available in this country.' },
  { country: 'US', offered: ['daily', 'weekly', 'monthly', 'manual'], says: '' },
  { country: null, offered: ['daily', 'weekly', 'monthly', 'manual'], says: '' },
])('in $country the editor offers $offered and says why: $says', ({ country, offered, says }) => {
  const settings = { schedule: { interval: 'daily' }, delayDays: 2, payoutsStatus: 'enabled' } as const
  const { draft } = atRest({ settings, readAt: 1 })
  const form = {
    draft: { ...draft, schedule: { ...draft.schedule, interval: null } },
    settings,
    country,
    currencies: [],
    facts: formFacts(settings, country),
    core: null,
  }
  const { Input } = scheduleInput
  const html = renderToStaticMarkup(
    <Input value={form.draft.schedule} error={undefined} form={form} isOpen onChange={() => {}} />,
  )
  const radios = [...html.matchAll(/<input type="radio"[^>]*>/g)].map(([tag]) => tag)
  const enabled = radios.filter((tag) => !tag.includes('disabled')).map((tag) => / value="(\w+)"/.exec(tag)?.[1])
  expect(enabled).toEqual(offered)
  expect(html).toContain(says)
  if (says === '') expect(html).not.toMatch(/available|always/)
})
