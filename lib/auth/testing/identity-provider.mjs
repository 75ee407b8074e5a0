// A real OpenID provider for tests (oidc-provider), which signs in anybody who types an id of its people.
import { createServer } from 'node:http'
import Provider from 'oidc-provider'

/**
 * @param {{ port: number, redirectUri: string, people: Record<string, object> }} options
 *   `people`: the claims of each, by their id
 */
export async function startIdentityProvider({ port, redirectUri, people }) {
  const issuer = `http://localhost:${port}`
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'spillway', client_secret: 'a secret of the provider', redirect_uris: [redirectUri] }],
    claims: { openid: ['sub', 'groups'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    findAccount: async (_, id) => people[id] && { accountId: id, claims: async () => ({ sub: id, ...people[id] }) },
    // Nobody is asked whether Spillway may know them.
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const server = createServer(provider.callback())
  await new Promise((resolve) => server.listen(port, () => resolve(undefined)))
  const stop = () =>
    new Promise((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve(undefined))
    })
  return { issuer, stop }
}
