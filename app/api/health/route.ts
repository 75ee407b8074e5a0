/** The process answers. Says nothing of the database or of Stripe. */
export const GET = () => Response.json({ status: 'ok' })
