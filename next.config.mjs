/** @type {import('next').NextConfig} */
export default {
  typedRoutes: true,
  poweredByHeader: false,
  // server/compress.ts does it.
  compress: false,
  // The title is in the head for everybody: where it would come depends on time, and refusals must not differ.
  htmlLimitedBots: /.*/,
  // The image optimiser has had its advisories and Spillway shows no photographs.
  images: { unoptimized: true },
  experimental: { serverActions: { bodySizeLimit: '128kb' } },
  serverExternalPackages: [
    '@node-rs/argon2',
    '@opentelemetry/context-async-hooks',
    '@opentelemetry/exporter-trace-otlp-http',
    '@opentelemetry/resources',
    '@opentelemetry/sdk-trace',
    '@prisma/adapter-better-sqlite3',
    '@prisma/adapter-pg',
    '@prisma/client',
    'better-auth',
    'pg-boss',
    'pino',
    'prom-client',
  ],
}
