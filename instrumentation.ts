/** A wrong environment stops the start, not the first request. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { environment, EnvironmentError } = await import('@/lib/env')
  try {
    environment()
  } catch (error) {
    console.error(error instanceof EnvironmentError ? error.message : error)
    process.exit(1)
  }
}
