import { requirePlatform } from '@/lib/auth/account-access'
import { proveEntry } from '@/lib/features/audit-log/prove-entry'

/** The proof of one entry as a file, which scripts/verify-record.mjs checks anywhere. */
export async function GET(_request: Request, { params }: RouteContext<'/audit/[entryId]/proof'>) {
  const access = await requirePlatform('audit:read')
  const { entryId } = await params
  const proof = await proveEntry(access, entryId)
  if (proof === null) return new Response(null, { status: 404 })
  return new Response(proof, {
    headers: {
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="entry-${entryId}.proof.json"`,
    },
  })
}
