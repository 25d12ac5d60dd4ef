// A stand-in for ProConnect: the certified oidc-provider with signed user info, who says yes to whoever POST /identity describes.
import Provider from 'oidc-provider'

const [port, site] = process.argv.slice(2)
let identity = { sub: 'nobody' }

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: 'maillage',
    client_secret: 'un secret partage de plus de trente-deux signes',
    redirect_uris: [`${site}/connexion/proconnect/retour/`],
    post_logout_redirect_uris: [`${site}/connexion/proconnect/deconnexion/`],
    token_endpoint_auth_method: 'client_secret_post',
    id_token_signed_response_alg: 'RS256',
    userinfo_signed_response_alg: 'RS256'
  }],
  cookies: { keys: ['only for the tests'] },
  claims: {
    openid: ['sub'], given_name: ['given_name'], usual_name: ['usual_name'], email: ['email'], siret: ['siret']
  },
  features: {
    devInteractions: { enabled: false },
    jwtUserinfo: { enabled: true },
    rpInitiatedLogout: { enabled: true }
  },
  pkce: { required: () => false }, // as ProConnect, which refuses parameters that it does not know
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_ctx, sub) => ({ accountId: sub, claims: async () => ({ ...identity, sub }) }),
  loadExistingGrant: async (ctx) => {
    const grant = new provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId })
    grant.addOIDCScope('openid given_name usual_name email siret')
    await grant.save()
    return grant
  }
})

provider.use(async (ctx, next) => {
  if (ctx.path === '/identity' && ctx.method === 'POST') {
    let body = ''
    for await (const chunk of ctx.req) body += chunk
    identity = JSON.parse(body)
    ctx.status = 204
  } else if (ctx.path.startsWith('/interaction/')) {
    const result = identity.sub === 'nobody' ? { error: 'access_denied' } : { login: { accountId: identity.sub } }
    await provider.interactionFinished(ctx.req, ctx.res, result)
    ctx.respond = false
  } else await next()
})
provider.on('server_error', (_ctx, error) => console.error(error))
provider.listen(Number(port), '127.0.0.1', () => console.log('listening'))
