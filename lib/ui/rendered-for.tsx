'use client'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { isolate } from '@/lib/domain/text'
import { Button } from './button'
import { areDraftsKept, forgetDrafts, leaveOnPurpose } from './drafts'
import { isPageOf, openTabChannel, PAGE_NEWS, type PageNews, pageViewer, type TabMessage } from './page-news'

type Kind = PageNews['kind']

/** Why a page has to be loaded again. In the page's own script, because nothing more may arrive then. */
const text = {
  /** The first is followed by a name. */
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
} satisfies Record<'title' | 'help', Record<Kind, string>> & Record<string, unknown>

/**
 * Every page carries this: for whom it was rendered (an opaque id, empty for nobody), and their name. It says so when
 * that has changed, or when the page is of another build than the server.
 */
export function RenderedFor({ viewer, name }: { viewer: string; name: string }) {
  const [news, setNews] = useState<PageNews | null>(null)

  const [openedFor] = useState(viewer)
  // Before any effect of the page's parts, because those may call actions.
  useLayoutEffect(() => {
    // Somebody moved here from a page of another person.
    if (!isPageOf(openedFor)) location.reload()
  }, [openedFor])

  useEffect(() => {
    const show = (seen: string, seenName: string) => {
      if (seen !== pageViewer()) setNews(seen ? { kind: 'other_person', name: seenName } : { kind: 'signed_out' })
      else setNews((current) => (current && isAboutPerson(current) ? null : current))
    }
    const listen = (event: Event) => setNews((event as CustomEvent<PageNews>).detail)
    window.addEventListener(PAGE_NEWS, listen)
    const tabs = openTabChannel()
    if (tabs) {
      tabs.onmessage = ({ data }: MessageEvent<TabMessage>) =>
        data === 'sign_out' ? forgetDrafts() : show(data.viewer, data.name)
      tabs.postMessage({ viewer, name } satisfies TabMessage)
    }
    show(viewer, name)
    return () => {
      window.removeEventListener(PAGE_NEWS, listen)
      tabs?.close()
    }
  }, [viewer, name])

  return news && <NewsDialog news={news} onClose={() => setNews(null)} />
}

const isAboutPerson = ({ kind }: PageNews) => kind === 'other_person' || kind === 'signed_out'

export const titleOf = (news: PageNews) =>
  news.kind === 'other_person' ? `${text.title.other_person} ${isolate(news.name)}` : text.title[news.kind]

function NewsDialog({ news, onClose }: { news: PageNews; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const { kind } = news
  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      aria-labelledby="page-news"
      aria-describedby="page-news-help"
      className="dialog w-[min(440px,calc(100vw-24px))]"
    >
      <h2 id="page-news" className="text-lg font-semibold">
        {titleOf(news)}
      </h2>
      <div id="page-news-help" className="mt-2 mb-4 flex flex-col gap-1 text-sm">
        {news.isUndone && <p>{text.undone}</p>}
        <p>{text.help[kind]}</p>
        {!isAboutPerson(news) && <p>{areDraftsKept() ? text.kept : text.notKept}</p>}
      </div>
      <div className="flex justify-end gap-2">
        {/* The first button has the focus. */}
        <Button look="primary" onClick={reload}>
          {text.reload}
        </Button>
        <Button onClick={() => dialog.current?.close()}>{text.close}</Button>
      </div>
    </dialog>
  )
}

/** Without the warning of an unsaved form, where the new page will have what was typed. */
function reload() {
  if (areDraftsKept()) leaveOnPurpose()
  location.reload()
}
