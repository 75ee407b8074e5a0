import { EnvironmentError, environment } from './env.ts'

/** A wrong environment stops the start, with a sentence per variable, and not the first request. */
export function requireEnvironment(): void {
  try {
    environment()
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error
    console.error(error.message)
    process.exit(1)
  }
}
