import { expect, test } from 'vitest'
import { canonicalForm, formFromJson, jsonFromForm, parseForm } from './form-body.ts'

test.each([
  ['', {}],
  ['a=1&b=', { a: '1', b: '' }],
  ['a+b=c+d%2Be', { 'a b': 'c d+e' }],
  ['a[b][c]=1&a[b][d]=2', { a: { b: { c: '1', d: '2' } } }],
  ['a[]=1&a[]=2', { a: ['1', '2'] }],
  ['a[0]=1&a[1]=2', { a: ['1', '2'] }],
  ['a[][x]=1&a[][y]=2&a[][x]=3', { a: [{ x: '1', y: '2' }, { x: '3' }] }],
  ['a[0][x]=1&a[0][y]=2&a[1][x]=3', { a: [{ x: '1', y: '2' }, { x: '3' }] }],
  ['a=1&a=2', { a: '2' }],
  ['a', { a: '' }],
  ['&&a=1&', { a: '1' }],
  ['%E2%82%AC=%F0%9F%9A%80', { '€': '🚀' }],
])('%s is parsed as %j', (encoded, tree) => {
  expect(jsonFromForm(parseForm(encoded))).toEqual(tree)
})

test.each(['a[b=1', 'a=%E2%82', 'a=1&a[b]=2'])('%s is refused', (encoded) => {
  expect(() => parseForm(encoded)).toThrow()
})

test('more than a thousand parameters are too many', () => {
  expect(() => parseForm('a=1&'.repeat(1001))).toThrow('Too many parameters')
})

test('a parameter can’t change a prototype', () => {
  parseForm('__proto__[polluted]=1&constructor[prototype][polluted]=1')
  expect('polluted' in {}).toBe(false)
})

test('deeply nested parameters are refused', () => {
  const deep = (levels: number) => `a${'[a]'.repeat(levels)}=1`
  expect(() => parseForm(deep(19))).not.toThrow()
  expect(() => parseForm(deep(300_000))).toThrow('nested more than 20 levels deep')
  const json = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`)
  expect(() => formFromJson(json)).toThrow('nested more than 20 levels deep')
})

test('the canonical text is equal only for equal parameters', () => {
  const text = (encoded: string) => canonicalForm(parseForm(encoded))
  expect(text('b=2&a[y]=1&a[x]=%31')).toBe(text('a[x]=1&a[y]=1&b=2'))
  const others = [
    'a=1',
    'a=2',
    'a[b]=1',
    'a[]=1',
    'a[]=1&a[]=2',
    'a[]=2&a[]=1',
    'a=',
    'a=1&b=',
    'a=%22%3A1',
    'a":=1',
    '',
  ]
  expect(new Set(others.map(text)).size).toBe(others.length)
})

test('JSON becomes what the SDK would send: null is empty and everything else is text', () => {
  const form = formFromJson({ a: null, b: [1, true], c: { d: 'x' } })
  expect(jsonFromForm(form)).toEqual({ a: '', b: ['1', 'true'], c: { d: 'x' } })
})
