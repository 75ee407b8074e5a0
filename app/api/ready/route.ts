import { findReadinessProblem } from '@/lib/features/readiness/find-problem'

/** The database takes writes and has every migration. Never asks Stripe. */
export async function GET() {
  const problem = await findReadinessProblem()
  return problem ? Response.json({ status: 'not ready', problem }, { status: 503 }) : Response.json({ status: 'ready' })
}
