import { ChipLink } from '@/lib/ui/chip-link'
import { driftText, FLEET_PAGES } from './text'

/** From one page of the fleet to the others. */
export const FleetPages = ({ at }: { at: (typeof FLEET_PAGES)[number]['href'] }) => (
  <nav aria-label={driftText.nav} className="mt-3 flex flex-wrap gap-1.5">
    {FLEET_PAGES.map(({ href, label }) => (
      <ChipLink key={href} href={href} isOn={href === at}>
        {label}
      </ChipLink>
    ))}
  </nav>
)
