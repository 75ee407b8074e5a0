import type { PasskeyProblem } from '@/lib/auth/own-sign-in'
import type { ProofResult } from '@/lib/auth/proof'
import type { PasswordProblem } from '@/lib/domain/access/passwords'
import { describeWait, proofErrors } from '@/lib/domain/access/proof-words'

export const securityText = {
  title: 'Sign-in and security',
  back: 'Back',
  signedOut: 'Your session has ended. Nothing was changed. Reload the page to sign in again.',
  unconfirmed: 'No answer reached this page, so the change may have been made. Reload to see.',
  hasFactor: 'Your authenticator app is set up already. Nothing was changed. Reload the page.',

  factor: 'Authenticator app',
  mustSetUp: 'The platform asks its staff for a passkey or an authenticator app. Set one up to continue.',
  isOff: 'Off.',
  isOn: 'On. Your password and a code of your app sign you in.',
  recoveryLeft: (count: number) => `Unused recovery codes: ${count}`,
  renew: 'For new recovery codes, remove the app and set it up again.',
  begin: 'Set up',
  remove: 'Remove',
  scan: 'Scan this with your authenticator app. It is shown only now.',
  picture: 'QR code for your authenticator app',
  orType: 'Or type this key into the app',
  code: 'Code that the app shows',
  confirm: 'Switch on',
  on: 'Your authenticator app is set up',
  codes: 'Recovery codes',
  codesHelp:
    'Each of these codes signs you in once, after your password, when you don’t have the app or the passkey. They are shown only now. Keep them where you keep passwords, not on the phone with the app.',
  others: 'Your other sessions have ended.',

  passkeys: 'Passkeys',
  passkeysHelp:
    'A passkey signs you in with your fingerprint, your face or the PIN of your device, without a password. With one, your password alone no longer signs you in.',
  noPasskeys: 'You have no passkeys.',
  passkeyColumns: { name: 'Name', created: 'Added', used: 'Last used', action: 'Action' },
  neverUsed: 'Never',
  passkeyName: 'Name of the new passkey',
  passkeyNameHelp: 'Such as the device that it is on.',
  nameMissing: 'Enter a name. Nothing was changed.',
  addPasskey: 'Add a passkey',
  passkeyAdded: 'Your passkey is added',
  removeOf: (name: string) => `Remove ${name}`,
  rename: 'Rename',
  renameOf: (name: string) => `Rename ${name}`,
  newName: 'New name',
  saveName: 'Save name',
  cancel: 'Cancel',
  passkeyFailures: {
    unsupported: 'This browser doesn’t support passkeys here. Nothing was changed.',
    canceled: 'No passkey was made: the request was canceled or took too long. Nothing was changed.',
    known: 'This device has a passkey for you already. Nothing was changed.',
  },

  password: 'Password',
  current: 'Current password',
  next: 'New password',
  nextHelp: 'At least 12 characters. Your other sessions end.',
  change: 'Change password',
  changed: 'Password changed. Your other sessions have ended.',

  sessions: 'Where you are signed in',
  columns: { device: 'Device', address: 'Address', started: 'Signed in', seen: 'Last seen', action: 'Action' },
  unknown: 'Unknown',
  here: 'This session',
  end: 'Sign out',
  endOf: (device: string) => `Sign out ${device}`,
  endOthers: 'Sign out everywhere else',
  ended: 'Signed out',
}

const PASSWORD_PROBLEMS: Record<PasswordProblem, string> = {
  short_password: 'Use at least 12 characters. Nothing was changed.',
  common_password: 'Many people use this password, so it is guessed first. Choose another one. Nothing was changed.',
  personal_password: 'Choose a password without your name, your email or Spillway in it. Nothing was changed.',
}

export const PASSKEY_PROBLEMS: Record<PasskeyProblem, string> = {
  not_accepted: 'This passkey wasn’t accepted, perhaps because it took too long. Nothing was changed. Try again.',
  known_passkey: 'This passkey is in use already. Nothing was changed.',
  many_passkeys: 'You have 20 passkeys, which is the most. Remove one first. Nothing was changed.',
}

type Problem = PasswordProblem | 'has_factor' | Exclude<ProofResult, 'right'>

/** @param now milliseconds */
export function describeProblem(problem: Problem, now: number): string {
  if (typeof problem !== 'string') return describeWait(problem, now, 'entry')
  if (problem === 'has_factor') return securityText.hasFactor
  if (problem === 'wrong' || problem === 'busy') return proofErrors[problem]
  return PASSWORD_PROBLEMS[problem]
}
