// The texts of signing in, in one place.
import type { SsoProblem } from '@/lib/domain/access/single-sign-on'

export const pageText = {
  title: 'Sign in to Spillway',
  noCookie: 'Your browser blocks cookies',
  noCookieHelp:
    'Spillway signed you in, but your browser didn’t keep the cookie that says so. Allow cookies for this site in your browser’s settings, and sign in again.',
}

export const signInText = {
  email: 'Email',
  password: 'Password',
  submit: 'Sign in',
  submitting: 'Signing in…',
  no_answer: 'Spillway didn’t answer. Check your connection and try again.',
}

export const demoText = {
  title: 'Demo people',
  help: 'They exist in the demo only. Choose one to sign in.',
}

export const signInErrors = {
  incomplete: 'Enter your email and password.',
  wrong: 'Incorrect email or password. Check both and try again.',
  use_sso: 'The platform’s staff sign in by their identity provider. Use its button on this page.',
  busy: 'Many sign-ins are in progress. Your password wasn’t checked. Try again in a few seconds.',
}

export const passkeyText = {
  use: 'Use a passkey',
  or: 'or',
}

export const passkeyErrors = {
  refused: 'This passkey wasn’t accepted. It may have been removed, or the request took too long. Try again.',
  unsupported: 'This browser doesn’t support passkeys here.',
  canceled: 'No passkey was used: the request was canceled or took too long.',
}

export const ssoText = {
  signIn: (name: string) => `Continue with ${name}`,
  title: 'You are not signed in',
}

export const SSO_PROBLEM_WORDS: Record<SsoProblem, string> = {
  unavailable: 'The identity provider doesn’t answer. Nothing was changed. Try again in a moment.',
  ended: 'This sign-in has ended or was used already. Nothing was changed. Begin again.',
  canceled: 'You canceled the sign-in at the identity provider. Nothing was changed.',
  not_accepted: 'The answer of the identity provider wasn’t accepted. Nothing was changed. Begin again.',
  unverified_email:
    'The identity provider doesn’t say that your email is verified. Nothing was changed. Ask its admins.',
  foreign_domain: 'Your email isn’t of a domain that this platform accepts. Nothing was changed.',
  no_role: 'The identity provider gives you no role here. Nothing was changed. Ask its admins.',
  unknown_person: 'Nobody of the staff has your email. Nothing was changed. Ask an admin to invite you.',
  other_identity:
    'Your email belongs to somebody whom the identity provider knows otherwise. Nothing was changed. Ask an admin.',
  last_admin: 'The identity provider would take your role from you, and you are the last admin. Nothing was changed.',
}

export const codeText = {
  title: 'Enter your code',
  help: 'One more step. Enter the six digits that your authenticator app shows, or one of your recovery codes.',
  passkeyHelp: 'One more step. Use your passkey, or enter one of your recovery codes.',
  bothHelp:
    'One more step. Use your passkey, or enter the six digits that your authenticator app shows, or one of your recovery codes.',
  code: 'Code',
  submit: 'Continue',
  submitting: 'Checking…',
  other: 'Sign in as somebody else',
}

export const confirmText = {
  title: 'Confirm that it’s you',
  help: 'This file needs a confirmation that isn’t older than 10 minutes.',
  submit: 'Confirm and download',
  begun: 'The download has started.',
  back: 'Back',
}

export const proofText = {
  title: 'Confirm that it’s you',
  help: 'This needs a confirmation that isn’t older than 10 minutes. What you typed on the page is kept.',
  code: 'Code from your authenticator app',
  passkey: 'One of your recovery codes',
  passkey_or_code: 'Code from your authenticator app',
  password: 'Your password',
  submit: 'Confirm',
  submitting: 'Checking…',
  cancel: 'Cancel',
}
