import { beforeEach, expect, test } from 'vitest'
import { CircuitBreaker } from './circuit-breaker'

let now = 0
let breaker: CircuitBreaker
beforeEach(() => {
  now = 0
  breaker = new CircuitBreaker({ failures: 3, pause: 1000, longestPause: 3000 }, () => now)
})
const fail = (times: number) => {
  for (let count = 0; count < times; count++) breaker.failed('a')
}

test('failures in a row open the circuit, and a success in between starts the count again', () => {
  fail(2)
  breaker.succeeded('a')
  fail(2)
  expect(breaker.admit('a')).toBe(true)
  fail(1)
  expect(breaker.admit('a')).toBe(false)
  expect(breaker.admit('b'), 'another key is another circuit').toBe(true)
})

test('after the pause one call goes as a probe, and its success closes the circuit', () => {
  fail(3)
  now = 999
  expect(breaker.admit('a')).toBe(false)
  now = 1000
  expect(breaker.admit('a')).toBe(true)
  expect(breaker.admit('a'), 'only one').toBe(false)
  breaker.succeeded('a')
  expect(breaker.admit('a')).toBe(true)
  expect(breaker.admit('a')).toBe(true)
})

test('a probe that fails doubles the pause, up to the longest one', () => {
  fail(3)
  for (const pause of [1000, 2000, 3000, 3000]) {
    now += pause - 1
    expect(breaker.admit('a')).toBe(false)
    now += 1
    expect(breaker.admit('a')).toBe(true)
    breaker.failed('a')
  }
})

test('calls in progress when the circuit opened do not lengthen the pause when they fail later', () => {
  fail(3)
  now = 500
  fail(20)
  now = 1000
  expect(breaker.admit('a')).toBe(true)
})

test('a probe that was not sent leaves its place to the next call', () => {
  fail(3)
  now = 1000
  expect(breaker.admit('a')).toBe(true)
  breaker.abandoned('a')
  expect(breaker.admit('a')).toBe(true)
})
