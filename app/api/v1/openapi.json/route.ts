import { environment } from '@/lib/env'
import { openApiDocument } from '../openapi'

/** What the API takes and answers. It says nothing of this installation but its address. */
export const GET = () => Response.json(openApiDocument(environment().APP_URL))
