import type { PageNewsText } from '@/lib/ui/rendered-for'

/** Why a page has to be loaded again. The server renders it into the page, so that it costs no script. */
export const pageNewsText: PageNewsText = {
  title: {
    other_person: 'You are now signed in as',
    signed_out: 'You are signed out',
    new_version: 'Spillway was updated',
    not_loaded: 'Couldn’t load a part of this page',
  },
  help: {
    other_person: 'This page was opened before that, so it can’t be used any more. Reload it to continue.',
    signed_out: 'Someone signed out in another tab of this browser. Reload this page to sign in again.',
    new_version: 'This page is from the version before. Reload it to continue.',
    not_loaded: 'The connection broke, or Spillway was updated. Reload the page and try again.',
  },
  undone: 'Nothing was changed or sent.',
  kept: 'What you typed is kept.',
  notKept: 'What you typed can’t be kept, so copy it before you reload.',
  reload: 'Reload',
  close: 'Close',
}
