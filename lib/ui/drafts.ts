import { pageViewer } from './page-news'

const PREFIX = 'spillway:'

/** A draft of another version is not read. Raise it when the form of a draft changes. */
const keyOf = (name: string) => `${PREFIX}draft:1:${pageViewer()}:${name}`

let isKept = true

/** Whether the browser has stored every draft so far; storage can be blocked or full. */
export const areDraftsKept = () => isKept

/** What this person typed in this tab before, as it was stored; null without it, or where it can't be read. */
export function readDraft(name: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(name)) ?? 'null')
  } catch {
    return null
  }
}

/** Keeps a draft over a reload of this tab; null removes it. */
export function keepDraft(name: string, draft: unknown) {
  try {
    if (draft === null) sessionStorage.removeItem(keyOf(name))
    else sessionStorage.setItem(keyOf(name), JSON.stringify(draft))
    isKept = true
  } catch {
    isKept = draft === null
  }
}

/** Whether something typed in this tab isn't saved. */
export function holdsDrafts(): boolean {
  try {
    return !isKept || Object.keys(sessionStorage).some((key) => key.startsWith(PREFIX))
  } catch {
    return !isKept
  }
}

const LIST = 'spillway-list'

/** How the list was filtered that somebody opened last in this tab, as the parameters of its address; empty where that isn't known. */
export function readListAddress(): string {
  try {
    return sessionStorage.getItem(LIST) ?? ''
  } catch {
    return ''
  }
}

export function keepListAddress(params: string) {
  try {
    sessionStorage.setItem(LIST, params)
  } catch {
    // The way back then leads to the whole list.
  }
}

let isLeft = false

/** Whether somebody chose to leave this document, so that a form with unsaved text needs no warning. */
export const isLeftOnPurpose = () => isLeft

export function leaveOnPurpose() {
  isLeft = true
}

/** Removes every draft of this tab; what a form still shows is kept again with its next edit. */
export function forgetDrafts() {
  isKept = false
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key)
  } catch {
    // What is blocked holds nothing.
  }
}
