'use client'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { isolate } from '@/lib/domain/text'
import { Button } from './button'
import { areDraftsKept, forgetDrafts, leaveOnPurpose } from './drafts'
import { isPageOf, openTabChannel, PAGE_NEWS, type PageNews, pageViewer, type TabMessage } from './page-news'

type Kind = PageNews['kind']

export type PageNewsText = {
  /** The first is followed by a name. */
  title: Record<Kind, string>
  help: Record<Kind, string>
} & Record<'undone' | 'kept' | 'notKept' | 'reload' | 'close', string>

/**
 * Every page carries this: for whom it was rendered (an opaque id, empty for nobody), and their name. It says so when
 * that has changed, or when the page is of another build than the server.
 */
export function RenderedFor({ viewer, name, text }: { viewer: string; name: string; text: PageNewsText }) {
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

  return news && <NewsDialog news={news} text={text} onClose={() => setNews(null)} />
}

const isAboutPerson = ({ kind }: PageNews) => kind === 'other_person' || kind === 'signed_out'

export const titleOf = (news: PageNews, { title }: PageNewsText) =>
  news.kind === 'other_person' ? `${title.other_person} ${isolate(news.name)}` : title[news.kind]

function NewsDialog({ news, text, onClose }: { news: PageNews; text: PageNewsText; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const { kind } = news
  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      aria-labelledby="page-news"
      aria-describedby="page-news-help"
      className="m-auto w-[min(440px,calc(100vw-24px))] rounded-md border border-line-strong bg-surface p-5 text-ink shadow-2xl backdrop:bg-[rgb(0_0_0/0.55)]"
    >
      <h2 id="page-news" className="text-lg font-semibold">
        {titleOf(news, text)}
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
