import { buttonClasses } from '@/lib/ui/button'

/** A plain link: this page is part of every other, and Link would be loaded with it. */
export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-2 px-6">
      <title>Not found · Spillway</title>
      <p className="text-sm text-muted">404</p>
      <h1 className="text-xl font-semibold">There is nothing here for you</h1>
      <p className="text-sm text-muted">
        The address is wrong, or it is not yours to see. Check it, or go back to where you started.
      </p>
      <a href="/" className={`${buttonClasses('primary')} mt-3`}>
        Go to the start
      </a>
    </main>
  )
}
