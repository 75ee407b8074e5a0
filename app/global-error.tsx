'use client'
import { FailedPage } from '@/lib/ui/failed-page'
import './globals.css'

export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <FailedPage digest={error.digest} />
      </body>
    </html>
  )
}
