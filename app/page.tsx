import { redirect } from 'next/navigation'
import { requirePerson } from '@/lib/auth/person'

export default async function StartPage() {
  const person = await requirePerson()
  redirect(person.staffRole ? '/accounts' : '/balance')
}
