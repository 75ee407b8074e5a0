import { type Attributes, context, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  SamplingDecision,
  TracerProvider,
} from '@opentelemetry/sdk-trace'

/** Addresses that are secrets themselves: anyone who reads a private calendar link can follow it. */
const SECRET_ADDRESS = /\/api\/calendar\//

const withoutSecretAddresses: Sampler = {
  shouldSample: (_context, _traceId, name, _kind, attributes) => ({
    decision: SECRET_ADDRESS.test(`${name} ${addressIn(attributes)}`)
      ? SamplingDecision.NOT_RECORD
      : SamplingDecision.RECORD_AND_SAMPLED,
  }),
  toString: () => 'without secret addresses',
}

const addressIn = (attributes: Attributes) =>
  ['http.target', 'url.path', 'next.span_name'].map((key) => String(attributes[key] ?? '')).join(' ')

/**
 * Sends traces of requests and of calls to Stripe to an OpenTelemetry collector (OTLP over HTTP). A collector that
 * doesn't answer loses traces and nothing else.
 *
 * @param endpoint the collector's address, such as http://localhost:4318
 * @returns sends what is left and stops
 */
export function startTracing(endpoint: string): () => Promise<void> {
  const exporter = new OTLPTraceExporter({ url: new URL('/v1/traces', endpoint).href })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'spillway' }),
    sampler: new ParentBasedSampler({ root: withoutSecretAddresses }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager())
  trace.setGlobalTracerProvider(provider)
  return () => provider.shutdown()
}
