import { expect, test } from 'vitest'
import { describeProfileChanges, NOTHING_SET, type StoredProfile } from '@/lib/domain/platform-profile'
import { readSubmittedProfile } from './submitted-profile'

const PNG = Buffer.from('89504e470d0a1a0a0000', 'hex')
const LOGO = `data:image/png;base64,${PNG.toString('base64')}`

function submit(fields: Record<string, string>, current: StoredProfile = NOTHING_SET) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return readSubmittedProfile(form, current)
}

test('an empty form takes everything from the server’s configuration, and keeps the logo', () => {
  expect(submit({ name: ' ', accent: '', contact: '' })).toEqual({ ok: true, value: NOTHING_SET })
  const current = { ...NOTHING_SET, logo: LOGO }
  expect(submit({}, current)).toEqual({ ok: true, value: current })
  expect(submit({ removeLogo: 'on' }, current)).toEqual({ ok: true, value: NOTHING_SET })
})

test('a name, a color, a picture and a way to reach the platform are read', () => {
  const logo = PNG.toString('base64')
  expect(submit({ name: ' Pier Nine ', accent: '#AA3300', contact: 'https://pier.example/help', logo })).toEqual({
    ok: true,
    value: { name: 'Pier Nine', accent: '#aa3300', contact: 'https://pier.example/help', logo: LOGO },
  })
})

test.each([
  ['a color that is none', { accent: 'red; }' }, 'accent'],
  ['an address that runs a script', { contact: 'javascript:alert(1)' }, 'contact'],
  ['an address without encryption', { contact: 'http://pier.example' }, 'contact'],
  ['a long name', { name: 'x'.repeat(61) }, 'name'],
  ['a page that calls itself a picture', { logo: btoa('<html>') }, 'logo'],
  ['a picture that is too large', { logo: Buffer.concat([PNG, Buffer.alloc(20_000)]).toString('base64') }, 'logo'],
])('%s is refused at its field, and nothing of the form is taken', (_, fields, at) => {
  expect(submit({ name: 'Pier Nine', ...fields })).toEqual({ ok: false, failure: { [at]: expect.any(String) } })
})

test('the record names what changed, and a logo without its bytes', () => {
  const after = { ...NOTHING_SET, name: 'Pier Nine', logo: LOGO }
  const lines = describeProfileChanges({ ...NOTHING_SET, name: 'Harbour' }, after)
  expect(lines.join('\n')).toMatch(/^Name: .?Harbour.? → .?Pier Nine.?\nLogo: as configured → a picture$/)
})
