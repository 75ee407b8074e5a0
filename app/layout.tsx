import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { environment } from '@/lib/env'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Spillway', template: '%s · Spillway' },
  icons: '/icon.svg',
  robots: 'noindex',
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get('theme')?.value
  const { STRIPE_SIMULATOR_URL } = environment()
  const nonce = /'nonce-(\w+)'/.exec((await headers()).get('content-security-policy') ?? '')?.[1]
  return (
    <html
      lang="en"
      data-theme={theme === 'light' || theme === 'dark' ? theme : undefined}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      // The theme is also set by the person who changes it, before React hears of it.
      suppressHydrationWarning
    >
      <head>
        {/* Connect.js of the simulator, before the loader looks for it; without a simulator the loader fetches Stripe's. */}
        {STRIPE_SIMULATOR_URL && <script src={new URL('/v1.0/connect.js', STRIPE_SIMULATOR_URL).href} nonce={nonce} />}
      </head>
      <body className="min-h-dvh">{children}</body>
    </html>
  )
}
