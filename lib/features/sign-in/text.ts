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
  tooMany: 'Too many attempts. Wait 15 minutes and try again.',
}
