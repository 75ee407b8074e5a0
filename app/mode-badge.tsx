import { Badge } from '@/lib/ui/badge'

const MODES = {
  live: { tone: 'paid', word: 'Live', title: 'Real money: connected to Stripe in live mode' },
  test: { tone: 'pending', word: 'Test', title: 'No real money: connected to Stripe in test mode' },
  simulated: { tone: 'transit', word: 'Simulated', title: 'No real money and no Stripe: Stripe is simulated' },
} as const

export function ModeBadge({ mode }: { mode: keyof typeof MODES }) {
  const { tone, word, title } = MODES[mode]
  return (
    <Badge tone={tone} title={title}>
      {word}
    </Badge>
  )
}
