import { environment } from '@/lib/env'
import { Card } from '@/lib/ui/card'
import { contactText as text } from './text'

/** How owners reach the platform; nothing where it gives no address. */
export function ContactCard() {
  const { PLATFORM_NAME, PLATFORM_CONTACT: address } = environment()
  if (!address) return null
  const isEmail = !address.startsWith('https:')
  return (
    <Card title={text.title}>
      <div className="flex flex-col gap-1 p-4 text-sm">
        <p>{text.help(PLATFORM_NAME)}</p>
        <p>
          <a
            href={isEmail ? `mailto:${address}` : address}
            {...(!isEmail && { target: '_blank', rel: 'noreferrer' })}
            className="font-medium break-all text-accent underline underline-offset-2"
          >
            <bdi translate="no">{address}</bdi>
          </a>
        </p>
      </div>
    </Card>
  )
}
