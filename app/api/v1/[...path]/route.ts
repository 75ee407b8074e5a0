import { apiError } from '../api-route'

/** Every other address of the API. */
export const GET = () => apiError({ code: 'not_found' })
export const POST = () => apiError({ code: 'not_found' })
