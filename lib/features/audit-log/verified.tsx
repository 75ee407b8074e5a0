import type { PlatformAccess } from '@/lib/domain/access/permissions'
import { Notice } from '@/lib/ui/notice'
import { RecordedTime } from '@/lib/ui/time'
import { loadVerified } from './load-audit'
import { verifiedText as text } from './text'

/** How far the record was compared with its Merkle log, or what is wrong with it. */
export async function VerifiedTo({ reader }: { reader: PlatformAccess<'audit:read'> }) {
  const verified = await loadVerified(reader)
  const isVerified = verified !== null && verified.leaves > 0 && verified.at !== null
  if (verified?.fault)
    return (
      <div className="mb-4">
        <Notice tone="problem" title={text.tampered} live="alert">
          <p className="break-words">{verified.fault}</p>
          <p>{text.help}</p>
          {isVerified && <When words={text.lastGood(verified.leaves - 1)} at={verified.at as Date} />}
        </Notice>
      </div>
    )
  return (
    <div className="mb-4 text-sm text-muted">
      {isVerified ? <When words={text.to(verified.leaves - 1)} at={verified.at as Date} /> : <p>{text.none}</p>}
    </div>
  )
}

const When = ({ words, at }: { words: string; at: Date }) => (
  <p>
    <span>{words}</span> <RecordedTime at={at} />
  </p>
)
