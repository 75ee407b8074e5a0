import type { Instrumentation } from 'next'

export async function register() {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { requireEnvironment } = await import('@/lib/require-environment')
    requireEnvironment()
    const { startWorker } = await import('@/lib/worker/start')
    void startWorker()
  }
}

/** What a person sees as a number on the error page is found here by that number. */
export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { log } = await import('@/lib/log')
    const digest = error instanceof Error && 'digest' in error ? error.digest : undefined
    log().error(
      { err: error, digest, requestId: request.headers['x-request-id'], path: request.path },
      'request failed',
    )
  }
}
