import { readPlatformProfile } from '@/lib/gateways/db/platform-profile'
import { Card } from '@/lib/ui/card'
import { contactText as text } from './text'

/** How owners reach the platform; nothing where it gives no address. */
export async function ContactCard() {
  const { name, contact: address } = await readPlatformProfile()
  if (!address) return null
  const isEmail = !address.startsWith('https:')
  return (
    <Card title={text.title}>
      <div className="flex flex-col gap-1 p-4 text-sm">
        <p>{text.help(name)}</p>
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
