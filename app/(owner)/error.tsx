'use client'
import { FailedPage } from '@/lib/ui/failed-page'

export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return <FailedPage digest={error.digest} />
}
