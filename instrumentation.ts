import type { Instrumentation } from 'next'

export async function register() {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { requireEnvironment } = await import('@/lib/require-environment')
    requireEnvironment()
    const { shareStripeRate } = await import('@/lib/features/stripe-rate/share-buckets')
    shareStripeRate()
    if (process.env.NODE_ENV === 'production' && !(Symbol.for('spillway.front') in globalThis)) {
      console.error('Start Spillway with npm start. `next start` would serve it without its checks and headers.')
      process.exit(1)
    }
    const { receiveEventsWith } = await import('@/lib/event-receiver')
    const { receiveEvent } = await import('@/lib/features/stripe-events/receive-event')
    receiveEventsWith(receiveEvent)
    const { environment } = await import('@/lib/env')
    const { startWorker } = await import('@/lib/worker/start')
    void startWorker()
    const { METRICS_PORT, METRICS_HOST, OTEL_EXPORTER_OTLP_ENDPOINT } = environment()
    if (OTEL_EXPORTER_OTLP_ENDPOINT) {
      const { startTracing } = await import('@/lib/tracing')
      const { beforeStop } = await import('@/lib/stopping')
      beforeStop(startTracing(OTEL_EXPORTER_OTLP_ENDPOINT))
    }
    if (METRICS_PORT !== undefined) {
      const { serveMetrics } = await import('@/lib/worker/serve-metrics')
      await serveMetrics(METRICS_PORT, METRICS_HOST)
    }
  }
}

/** What a person sees as a number on the error page is found here by that number. */
export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { log, loggedPath } = await import('@/lib/log')
    const digest = error instanceof Error && 'digest' in error ? error.digest : undefined
    log().error(
      { err: error, digest, requestId: request.headers['x-request-id'], path: loggedPath(request.path) },
      'request failed',
    )
  }
}
