'use client'
import { buttonClasses } from '@/lib/ui/button'

/** A plain link: every page includes this one, and Link would add its script to all of them. */
export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-2 px-6">
      <title>Page not found · Spillway</title>
      <p className="text-sm text-muted">404</p>
      <h1 className="text-xl font-semibold">Page not found</h1>
      <p className="text-sm text-muted">
        The address is wrong, or you don’t have access to this page. Check the address, or go to the home page.
      </p>
      <a href="/" className={`${buttonClasses('primary')} mt-3`}>
        Go to the home page
      </a>
    </main>
  )
}
