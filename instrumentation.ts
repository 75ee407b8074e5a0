export async function register() {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { requireEnvironment } = await import('@/lib/require-environment')
    requireEnvironment()
  }
}
