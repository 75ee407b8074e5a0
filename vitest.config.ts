import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

const root = import.meta.dirname

export default defineConfig({
  resolve: {
    alias: { '@': root, 'server-only': resolve(root, 'node_modules/server-only/empty.js') },
  },
  test: {
    include: ['{lib,app,scripts}/**/*.test.ts', 'e2e/stripe-simulator/**/*.test.ts'],
    testTimeout: 30_000,
  },
})
