'use client'
import { FailedPage } from '@/lib/ui/failed-page'
import './globals.css'

export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <FailedPage digest={error.digest} retry={reset} />
      </body>
    </html>
  )
}
