import fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { CONTROLLER_PROFILES } from '@/lib/domain/access/controller-profile'
import { ACTING_ROLES, DEFAULT_RULES, FEATURES } from '@/lib/domain/access/platform-rules'
import { BALANCE_SETTINGS_FIELDS } from '@/lib/domain/settings/fields'
import { readStoredRules } from '@/lib/gateways/db/stored/platform-rules'
import { variantsOf } from '@/lib/gateways/stripe/testing/answer-variants'
import { PlatformRulesForm } from './platform-rules-form'
import { readSubmittedRules } from './submitted-rules'

vi.mock('./actions', () => ({}))

const attribute = (tag: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]

/** What a browser sends when somebody saves the form as it is. */
function submittedAsShown(html: string): FormData {
  const form = new FormData()
  for (const [tag] of html.matchAll(/<input [^>]*>/g)) {
    const name = attribute(tag, 'name')
    const isLeftOut = / disabled=""/.test(tag) || (/type="checkbox"/.test(tag) && !/ checked=""/.test(tag))
    if (name && !isLeftOut) form.append(name, attribute(tag, 'value') ?? 'on')
  }
  for (const [select] of html.matchAll(/<select .*?<\/select>/gs)) {
    const chosen = [...select.matchAll(/<option [^>]*selected="[^>]*>/g)].map(([option]) => attribute(option, 'value'))
    expect(chosen).toHaveLength(1)
    form.append(attribute(select, 'name') ?? '', chosen[0] ?? '')
  }
  return form
}

function expectSaveable(stored: unknown, name: string) {
  const rules = readStoredRules(stored)
  const html = renderToStaticMarkup(<PlatformRulesForm rules={rules} />)
  const saved = readSubmittedRules(submittedAsShown(html))
  expect(saved, name).toEqual({ ok: true, value: rules })
}

const CUSTOMIZED = {
  ...DEFAULT_RULES,
  ownerFields: BALANCE_SETTINGS_FIELDS.slice(0, 2),
  reasonRequired: true,
  payoutCost: { amount: 25, currency: 'kwd' },
}

test('however rules were stored by another version, the settings page shows them and they can be saved', () => {
  const stored = JSON.parse(JSON.stringify(CUSTOMIZED))
  expectSaveable(stored, 'as they are')
  // Equal rules make equal pages, so each is shown once.
  const different = new Map(
    [...variantsOf(stored)].map((variant) => [JSON.stringify(readStoredRules(variant.answer)), variant]),
  )
  expect(different.size).toBeGreaterThan(20)
  for (const { name, answer } of different.values()) expectSaveable(answer, name)
})

test('any choice of features is shown as it is and saved as it is shown', () => {
  const choice = fc.constantFrom(true, false, 'dashboard_rules', null)
  const features = fc.record(
    Object.fromEntries(
      CONTROLLER_PROFILES.map((profile) => [
        profile,
        fc.record(
          Object.fromEntries(
            ACTING_ROLES.map((role) => [role, fc.record(Object.fromEntries(FEATURES.map((each) => [each, choice])))]),
          ),
        ),
      ]),
    ),
  )
  fc.assert(
    fc.property(features, (features) => expectSaveable({ features }, 'features')),
    { numRuns: 15 },
  )
})
