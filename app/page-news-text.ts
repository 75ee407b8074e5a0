import type { PageNewsText } from '@/lib/ui/rendered-for'

const NOTHING = 'Nothing was changed or sent.'

/** Why a page has to be loaded again. The server renders it into the page, so that it costs no script. */
export const pageNewsText: PageNewsText = {
  title: {
    other_person: 'You are now signed in as',
    signed_out: 'You are signed out',
    new_version: 'Spillway was updated',
    not_loaded: 'Couldn’t load a part of this page',
  },
  help: {
    other_person: `This page was opened by someone else, so it can’t be used any more. ${NOTHING} Reload it to continue.`,
    signed_out: 'Someone signed out in another tab of this browser. Reload this page to sign in again.',
    new_version: `This page is from the version before. ${NOTHING} Reload it and try again.`,
    not_loaded: `The connection broke, or Spillway was updated. ${NOTHING} Reload the page and try again.`,
  },
  kept: 'What you typed is kept.',
  notKept: 'This browser blocks storage, so copy what you typed before you reload.',
  reload: 'Reload',
  close: 'Close',
}
