import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { environment } from '@/lib/env'
import { FollowLinks } from '@/lib/ui/follow-links'
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
      // ThemeChoice changes the theme without React.
      suppressHydrationWarning
    >
      <head>
        {/* The simulator's Connect.js, which Stripe's loader finds and uses; without a simulator it loads Stripe's. */}
        {STRIPE_SIMULATOR_URL && <script src={new URL('/v1.0/connect.js', STRIPE_SIMULATOR_URL).href} nonce={nonce} />}
      </head>
      <body className="min-h-dvh">
        <FollowLinks />
        {children}
      </body>
    </html>
  )
}
