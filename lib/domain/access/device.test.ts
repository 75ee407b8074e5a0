import { expect, test } from 'vitest'
import { describeDevice } from './device'

const MOZILLA = 'Mozilla/5.0'
const LIKE = 'AppleWebKit/537.36 (KHTML, like Gecko)'

test.each([
  [`${MOZILLA} (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0`, 'Firefox on Windows'],
  [`${MOZILLA} (X11; Linux x86_64) ${LIKE} Chrome/140.0.0.0 Safari/537.36`, 'Chrome on Linux'],
  [`${MOZILLA} (Windows NT 10.0) ${LIKE} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`, 'Edge on Windows'],
  [`${MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) ${LIKE} Version/18.5 Safari/605.1.15`, 'Safari on macOS'],
  [
    `${MOZILLA} (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${LIKE} Version/18.5 Mobile Safari/604.1`,
    'Safari on iPhone',
  ],
  [`${MOZILLA} (Linux; Android 15) ${LIKE} Chrome/140.0.0.0 Mobile Safari/537.36`, 'Chrome on Android'],
  [`${MOZILLA} (X11; CrOS x86_64 16000.0.0) ${LIKE} Chrome/140.0.0.0 Safari/537.36`, 'Chrome on ChromeOS'],
  ['something else on Linux', 'Linux'],
])('%s is named %s', (userAgent, name) => {
  expect(describeDevice(userAgent)).toBe(name)
})

test.each([null, '', 'curl/8.5.0', '<script>alert(1)</script>'])('%j names no device', (userAgent) => {
  expect(describeDevice(userAgent)).toBeNull()
})
