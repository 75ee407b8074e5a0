import type { APIResponse, Page, Request } from '@playwright/test'

/** A server action as the browser called it: what is needed to call it again with something else in it. */
export type CapturedAction = { url: string; headers: Record<string, string>; body: string }

const isAction = (request: Request) => request.method() === 'POST' && 'next-action' in request.headers()

/** The next action that the page calls with all of `words` in what it sends. */
export async function captureAction(page: Page, words: string[], trigger: () => Promise<unknown>) {
  const [request] = await Promise.all([
    page.waitForRequest((one) => isAction(one) && words.every((word) => (one.postData() ?? '').includes(word))),
    trigger(),
  ])
  return capturedFrom(request)
}

export function capturedFrom(request: Request): CapturedAction {
  const { 'next-action': action, 'content-type': type, accept } = request.headers()
  return {
    url: request.url(),
    headers: { 'next-action': action ?? '', 'content-type': type ?? '', accept: accept ?? '' },
    body: request.postData() ?? '',
  }
}

/** Every action that the page calls while `work` goes on. */
export async function captureActions(page: Page, work: () => Promise<unknown>): Promise<CapturedAction[]> {
  const captured: CapturedAction[] = []
  const listen = (request: Request) => {
    if (isAction(request)) captured.push(capturedFrom(request))
  }
  page.on('request', listen)
  await work()
  page.off('request', listen)
  return captured
}

/**
 * Calls the action with the cookies of `page`, changed as wanted: what someone with the browser's tools can do. The
 * Origin is our own unless another one is given; null sends none.
 */
export function forgeAction(
  page: Page,
  action: CapturedAction,
  {
    replace = {},
    url = action.url,
    origin = new URL(action.url).origin,
    method = 'POST',
  }: { replace?: Record<string, string>; url?: string; origin?: string | null; method?: string } = {},
): Promise<APIResponse> {
  const body = Object.entries(replace).reduce((text, [from, to]) => text.replaceAll(from, to), action.body)
  return page.request.fetch(url, {
    method,
    headers: { ...action.headers, ...(origin !== null && { origin }) },
    ...(method !== 'GET' && { data: Buffer.from(body) }),
    maxRedirects: 0,
  })
}
