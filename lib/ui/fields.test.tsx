import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { CheckboxField } from './checkbox-field'
import { MoneyField } from './money-field'
import { RadioGroup } from './radio-group'
import { SelectField } from './select-field'
import { TextField } from './text-field'
import { UnitField } from './unit-field'

const nothing = () => {}

const fields: [name: string, tag: string, render: (props: { help?: string; error?: string }) => ReactElement][] = [
  ['a text field', 'input', (props) => <TextField id="a" label="Reason" {...props} />],
  ['a field with a unit', 'input', (props) => <UnitField id="a" label="Reason" unit="days" {...props} />],
  [
    'a money field',
    'input',
    (props) => <MoneyField id="a" label="Reason" currency="usd" value="" onWrite={nothing} {...props} />,
  ],
  ['a select field', 'select', (props) => <SelectField id="a" label="Reason" {...props} />],
  ['a checkbox field', 'input', (props) => <CheckboxField id="a" label="Reason" {...props} />],
]

/** The opening tag of the first such element, as attributes. */
function attributesOf(markup: string, tag: string): Record<string, string> {
  const opening = new RegExp(`<${tag}([^>]*)>`).exec(markup)?.[1] ?? ''
  return Object.fromEntries(
    [...opening.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  )
}

const idsDescribing = (markup: string, tag: string) => attributesOf(markup, tag)['aria-describedby']?.split(' ') ?? []
const textOf = (markup: string, id: string) => new RegExp(`id="${id}"[^>]*>([^<]*)<`).exec(markup)?.[1]

test.each(fields)('%s is described by its help and is valid', (_name, tag, render) => {
  const markup = renderToStaticMarkup(render({ help: 'Shown to nobody else' }))
  expect(idsDescribing(markup, tag).map((id) => textOf(markup, id))).toContain('Shown to nobody else')
  expect(attributesOf(markup, tag)).not.toHaveProperty('aria-invalid')
})

test.each(fields)('%s shows its error in place of its help, announces it and is invalid', (_name, tag, render) => {
  const markup = renderToStaticMarkup(render({ help: 'Shown to nobody else', error: 'Enter a reason' }))
  expect(idsDescribing(markup, tag).map((id) => textOf(markup, id))).toContain('Enter a reason')
  expect(markup).not.toContain('Shown to nobody else')
  expect(attributesOf(markup, tag)['aria-invalid']).toBe('true')
  expect(markup).toMatch(/aria-live="polite"><p[^>]*>Enter a reason/)
})

test.each(fields)('%s has the place for its error before there is one', (_name, _tag, render) => {
  expect(renderToStaticMarkup(render({}))).toContain('aria-live="polite"></div>')
})

test('a label belongs to its control, whether or not the caller gives an id', () => {
  const own = renderToStaticMarkup(<TextField label="Reason" />)
  const id = attributesOf(own, 'input').id
  expect(id).toBeTruthy()
  expect(own).toContain(`for="${id}"`)
  expect(renderToStaticMarkup(<SelectField id="zone" label="Zone" />)).toContain('for="zone"')
})

test('a field with a name is identified by it, so that it is the same in every render', () => {
  const markup = renderToStaticMarkup(
    <>
      <SelectField name="country" label="Country" />
      <CheckboxField name="fields" value="schedule" label="Schedule" />
      <CheckboxField name="fields" value="delay" label="Delay" />
    </>,
  )
  expect([...markup.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)).toEqual([
    'country',
    'fields-schedule',
    'fields-delay',
  ])
})

test('two fields on one page do not share ids', () => {
  const markup = renderToStaticMarkup(
    <>
      <TextField label="From" help="First" />
      <TextField label="To" help="Second" />
    </>,
  )
  const ids = [...markup.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

test('an amount is described by its currency, then by its help', () => {
  const markup = renderToStaticMarkup(
    <MoneyField label="Amount" currency="gbp" value="5" onWrite={nothing} help="Up to 20.00 GBP" />,
  )
  expect(idsDescribing(markup, 'input').map((id) => textOf(markup, id))).toEqual(['GBP', 'Up to 20.00 GBP'])
  expect(attributesOf(markup, 'input').inputMode).toBe('decimal')
})

test('a hidden label still names its control', () => {
  const markup = renderToStaticMarkup(<TextField id="a" label="Reason" isLabelHidden />)
  expect(markup).toContain('<label for="a" class="sr-only">Reason</label>')
})

test('a radio group is named by its label, described by its help, and marks its choice', () => {
  const markup = renderToStaticMarkup(
    <RadioGroup
      label="Interval"
      help="Every business day"
      name="interval"
      value="weekly"
      options={[
        { value: 'daily', label: 'Daily' },
        { value: 'weekly', label: 'Weekly' },
        { value: 'manual', label: 'Manual', isDisabled: true },
      ]}
      onChange={() => {}}
    />,
  )
  const group = attributesOf(markup, 'div')
  expect(group.role).toBe('radiogroup')
  expect(textOf(markup, group['aria-labelledby'] ?? '')).toBe('Interval')
  expect(textOf(markup, group['aria-describedby'] ?? '')).toBe('Every business day')
  const radios = [...markup.matchAll(/<input[^>]*>/g)].map(([radio]) => radio)
  expect(radios.map((radio) => [radio.includes('checked=""'), radio.includes('disabled=""')])).toEqual([
    [false, false],
    [true, false],
    [false, true],
  ])
})

test('a money field says how it reads what is typed in another way, and asks where that isn’t clear', () => {
  const markup = (value: string) =>
    renderToStaticMarkup(
      <MoneyField label="Amount" currency="kwd" value={value} onWrite={nothing} help="Up to 9 KWD" />,
    )
  expect(markup('1 234,5')).toContain('1,234.500 KWD · Up to 9 KWD')
  expect(markup('1234.5')).not.toContain('1,234.500 KWD')
  expect(markup('1,234')).toContain('“1,234” can mean 1234.000 or 1.234 KWD')
  expect(
    markup('1,234')
      .match(/<button[^>]*>[^<]*/g)
      ?.map((button) => button.replace(/.*>/, '')),
  ).toEqual(['1,234.000 KWD', '1.234 KWD'])
})
