// The texts of signing in, in one place.

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

export const codeText = {
  title: 'Enter your code',
  help: 'Your password is right. Enter the six digits that your authenticator app shows, or one of your recovery codes.',
  passkeyHelp: 'Your password is right. Use your passkey, or enter one of your recovery codes.',
  bothHelp:
    'Your password is right. Use your passkey, or enter the six digits that your authenticator app shows, or one of your recovery codes.',
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
