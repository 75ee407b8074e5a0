// One Chromium for the tests: the system's if there is one, else Playwright's own download, else Debian's package.
// The headless shell comes first: it needs about a third of the processor time of the whole browser.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const SYSTEM = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
]

/** The path of a browser, or null when there is none. */
export function findBrowser() {
  return [...SYSTEM, chromium.executablePath()].find((path) => existsSync(path)) ?? null
}

/** Gets a browser if there is none; null when none could be had. */
export function installBrowser() {
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  const attempts = [
    [process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']],
    ...(isDebianRoot
      ? [['sh', ['-c', 'apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium-headless-shell']]]
      : []),
  ]
  for (const [command, args] of attempts) {
    if (findBrowser()) break
    spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  }
  return findBrowser()
}
