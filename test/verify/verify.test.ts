import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import { type Context, Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createVerifier,
  rejectionOf,
  TokenError,
  type Verifier,
} from '../../packages/verify/src/create-verifier.ts'
import * as onExpress from '../../packages/verify/src/express.ts'
import * as onFastify from '../../packages/verify/src/fastify.ts'
import * as onHono from '../../packages/verify/src/hono.ts'
import { createTestIssuer } from '../../packages/verify/src/test-issuer.ts'
import { signAccessToken } from '../../src/crypto/access-token.ts'
import { rightSignatures, signatureKeys, wrongSignatures } from '../crypto/signature-vectors.ts'
import { createTokenKey, goodClaims, nowSeconds } from '../crypto/token-fixtures.ts'
import { es256, forge, invalidTokens, textOf } from '../crypto/token-vectors.ts'
import { asConsole } from '../support/admin-api.ts'
import { addSuperuser, addUser } from '../support/people.ts'
import { logIn } from '../support/sessions.ts'
import { withServer } from '../support/with-server.ts'

const good = JSON.stringify(goodClaims)
const [jwk = {}, ...otherJwks] = signatureKeys.map(({ kid, algorithm, verificationKey }) => ({
  ...verificationKey.export({ format: 'jwk' }),
  kid,
  alg: algorithm,
}))
const keySetOf =
  (...keys: readonly object[]) =>
  async () =>
    Response.json({ keys })

/** Knows the keys of the project's own vectors. */
function vectorVerifier(more: object = {}): Verifier {
  return createVerifier({
    issuer: goodClaims.iss,
    audience: goodClaims.aud,
    jwksUri: 'https://auth.example.com/keys',
    fetch: keySetOf(jwk, ...otherJwks),
    now: () => nowSeconds * 1_000,
    ...more,
  })
}

/** A service of each framework: responds with the user's id, or as the adapter does. */
type Ask = (headers: Record<string, string>, path?: string) => Promise<Response>
const closers: (() => unknown)[] = []
afterAll(() => Promise.all(closers.map((close) => close())))

const services: Readonly<Record<string, (verifier: Verifier) => Promise<Ask>>> = {
  async express(verifier) {
    const app = express()
    app.get('/', onExpress.auth(verifier), (request, response) => {
      // The types of Express know it; here it is never undefined.
      expect(onExpress.authOf(request)).toBe(request.auth)
      response.send(String(request.auth?.userId))
    })
    app.get('/open', onExpress.authOptional(verifier), (_request, response) => {
      response.send('open')
    })
    app.get('/strong', onExpress.requireAcr(verifier, 'mfa', 60), (_request, response) => {
      response.send('strong')
    })
    const own = {
      getToken: (request: express.Request) => request.header('x-token'),
      onError: ({ code }: TokenError, _request: unknown, response: express.Response) =>
        response.status(418).send(code),
    }
    app.get('/own', onExpress.auth(verifier, own), (_request, response) => {
      response.send('own')
    })
    const server = createServer(app).listen(0, '127.0.0.1')
    closers.push(() => server.close())
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    return (headers, path = '/') => fetch(`http://127.0.0.1:${port}${path}`, { headers })
  },
  async fastify(verifier) {
    const app = fastify()
    app.get('/', { onRequest: onFastify.auth(verifier) }, (request) =>
      String(onFastify.authOf(request).userId),
    )
    app.get('/open', { onRequest: onFastify.authOptional(verifier) }, () => 'open')
    app.get('/strong', { onRequest: onFastify.requireAcr(verifier, 'mfa', 60) }, () => 'strong')
    const own = {
      getToken: (request: FastifyRequest) => String(request.headers['x-token'] ?? ''),
      onError: ({ code }: TokenError, _request: unknown, reply: FastifyReply) =>
        reply.code(418).send(code),
    }
    app.get('/own', { onRequest: onFastify.auth(verifier, own) }, () => 'own')
    const origin = await app.listen({ port: 0, host: '127.0.0.1' })
    closers.push(() => app.close())
    return (headers, path = '/') => fetch(`${origin}${path}`, { headers })
  },
  async hono(verifier) {
    const app = new Hono<{ Variables: onHono.AuthVariables }>()
    app.get('/', onHono.auth(verifier), (c) => c.text(String(c.get('auth').userId)))
    app.get('/open', onHono.authOptional(verifier), (c) => c.text('open'))
    app.get('/strong', onHono.requireAcr(verifier, 'mfa', 60), (c) => c.text('strong'))
    const own = {
      getToken: (c: Context) => c.req.header('x-token'),
      onError: ({ code }: TokenError, c: Context) => c.text(code, 418),
    }
    app.get('/own', onHono.auth(verifier, own), (c) => c.text('own'))
    return async (headers, path = '/') => app.request(path, { headers })
  },
  async 'a plain Request'(verifier) {
    return async (headers, path = '/') => {
      const request = new Request(`http://localhost${path}`, { headers })
      const requirement = path === '/strong' ? { acr: 'mfa', maxAge: 60 } : undefined
      if (path === '/open' && !request.headers.has('authorization')) return new Response('open')
      try {
        const { userId } = await verifier.verifyRequest(request, requirement)
        return new Response(path === '/' ? String(userId) : path.slice(1))
      } catch (error) {
        const { status, headers, body } = rejectionOf(error)
        return Response.json(body, { status, headers })
      }
    }
  },
}

describe.each(Object.keys(services))('%s', (name) => {
  let ask: Ask
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

  beforeAll(async () => {
    ask = (await services[name]?.(vectorVerifier())) as Ask
  })

  test('lets a valid token in, and says whose it is', async () => {
    const answer = await ask(bearer(forge(good)))
    expect([answer.status, await answer.text()]).toEqual([200, '42'])
    expect((await ask({ authorization: `bearer ${forge(good)}` })).status).toBe(200)
    for (const [algorithm, token] of rightSignatures)
      expect((await ask(bearer(token))).status, algorithm).toBe(200)
  })

  test('rejects every vector that the server rejects', async () => {
    const letIn: string[] = []
    for (const [vector, token] of [...invalidTokens, ...wrongSignatures]) {
      // A line break cannot be sent in a header, and nothing is no token.
      if (/^$|[\r\n]/.test(token)) continue
      const answer = await ask(bearer(token))
      const { code } = JSON.parse(await answer.text())
      if (answer.status !== 401 || code !== 'invalid_token')
        letIn.push(`${vector}: ${answer.status} ${code}`)
    }
    expect(letIn).toEqual([])
  })

  test('says what was wrong, as RFC 6750 has it', async () => {
    const expired = forge(textOf({ iat: nowSeconds - 60, exp: nowSeconds - 30 }))
    const answers = [await ask({}), await ask(bearer('a.b.c')), await ask(bearer(expired))]
    const codes = await Promise.all(answers.map(async (each) => JSON.parse(await each.text()).code))

    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401])
    expect(codes).toEqual(['authentication_required', 'invalid_token', 'token_expired'])
    expect(answers[0]?.headers.get('www-authenticate')).toBe('Bearer')
    expect(answers[1]?.headers.get('www-authenticate')).toContain('error="invalid_token"')
    expect(answers[2]?.headers.get('www-authenticate')).toContain('has expired')
    expect(answers[0]?.headers.get('content-type')).toContain('application/problem+json')
  })

  test.each([
    ['Basic YTpi', 'authentication_required'],
    ['Bearer', 'authentication_required'],
    ['Bearer a b', 'invalid_token'],
    ['Token x', 'authentication_required'],
  ])('rejects another Authorization: %s', async (authorization, code) => {
    const answer = await ask({ authorization })
    expect([answer.status, JSON.parse(await answer.text()).code]).toEqual([401, code])
  })

  test('lets everybody in where a token is optional, but no wrong one', async () => {
    expect(await (await ask({}, '/open')).text()).toBe('open')
    expect((await ask(bearer(forge(good)), '/open')).status).toBe(200)
    expect((await ask(bearer('a.b.c'), '/open')).status).toBe(401)
  })

  test('asks for a stronger or more recent login (RFC 9470)', async () => {
    const strong = { acr: 'mfa', auth_time: nowSeconds - 10 }
    const weak = await ask(bearer(forge(good)), '/strong')
    const old = await ask(
      bearer(forge(textOf({ ...strong, auth_time: nowSeconds - 100 }))),
      '/strong',
    )

    expect([weak.status, old.status]).toEqual([401, 401])
    expect(weak.headers.get('www-authenticate')).toContain('acr_values="mfa", max_age="60"')
    expect((await ask(bearer(forge(textOf(strong))), '/strong')).status).toBe(200)
  })
})

test.each(['express', 'fastify', 'hono'])(
  'a service with %s says where the token is, and how to respond without a valid one',
  async (name) => {
    const ask = (await services[name]?.(vectorVerifier())) as Ask
    const [right, wrong, none] = [
      await ask({ 'x-token': forge(good) }, '/own'),
      await ask({ 'x-token': 'a.b.c' }, '/own'),
      await ask({ authorization: `Bearer ${forge(good)}` }, '/own'),
    ]

    expect([right.status, await right.text()]).toEqual([200, 'own'])
    expect([wrong.status, await wrong.text()]).toEqual([418, 'invalid_token'])
    expect([none.status, await none.text()]).toEqual([418, 'authentication_required'])
  },
)

describe('what is configured', () => {
  test.each([
    ['no issuer', { issuer: '' }],
    ['no audience', { audience: '' }],
    ['an issuer without TLS', { issuer: 'http://auth.example.com' }],
    ['an issuer that is no address', { issuer: 'auth.example.com' }],
  ])('%s is an error at once', (_name, options) => {
    expect(() => vectorVerifier(options)).toThrow(TypeError)
  })

  test.each([
    ['another audience', { audience: 'other' }],
    ['another issuer', { issuer: 'https://other.example.com' }],
    ['another algorithm', { algorithms: ['RS256'] }],
    ['a shorter lifetime', { maxTokenLifetime: 29 }],
    ['a shorter token', { maxTokenLength: 100 }],
  ])('%s rejects a token that is valid otherwise', async (_name, options) => {
    await expect(vectorVerifier(options).verify(forge(good))).rejects.toThrow(TokenError)
  })

  test('clocks may differ by five seconds', async () => {
    const at = (seconds: number) => vectorVerifier({ now: () => (nowSeconds + seconds) * 1_000 })
    await expect(at(34).verify(forge(good))).resolves.toMatchObject({ userId: 42 })
    await expect(at(35).verify(forge(good))).rejects.toMatchObject({ code: 'token_expired' })
    await expect(at(-5).verify(forge(good))).resolves.toMatchObject({ userId: 42 })
    await expect(at(-6).verify(forge(good))).rejects.toMatchObject({ code: 'invalid_token' })
  })

  test('the log hears why, the caller does not', async () => {
    const reasons: string[] = []
    const verifier = vectorVerifier({
      onRejected: ({ message }: TokenError) => reasons.push(message),
    })
    const error = await verifier.verify(forge(textOf({ aud: 'other' }))).catch((error) => error)

    expect(reasons).toEqual(['wrong audience'])
    expect(JSON.stringify(rejectionOf(error))).not.toContain('audience')
  })

  test('a verified token is not verified again, and expires all the same', async () => {
    let now = nowSeconds * 1_000
    let loads = 0
    const fetch = async () => {
      loads += 1
      return Response.json({ keys: [jwk] })
    }
    const verifier = vectorVerifier({ now: () => now, fetch })
    const token = forge(good)
    const [first, second] = [await verifier.verify(token), await verifier.verify(token)]
    now += 36_000

    expect(second).toBe(first)
    expect(loads).toBe(1)
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'token_expired' })
  })
})

describe('the keys', () => {
  const minute = 60_000

  /** A server for keys that fails on demand, and counts. */
  async function issuerAtHand() {
    let now = nowSeconds * 1_000
    const issuer = await createTestIssuer({ now: () => now })
    const network = { isDown: false, requests: 0 }
    const fetch = async (url: string) => {
      network.requests += 1
      if (network.isDown) throw new Error('unreachable')
      return issuer.fetch(url)
    }
    const verifier = issuer.verifier({ fetch })
    const advance = (milliseconds: number) => {
      now += milliseconds
    }
    return { issuer, network, verifier, advance, now: () => now }
  }

  test('a token of a key that nobody could ask for is our trouble, not the caller’s', async () => {
    const { issuer, network, verifier, advance } = await issuerAtHand()
    await verifier.verify(await issuer.sign({ userId: 1 }))
    await issuer.rotate()
    const token = await issuer.sign({ userId: 1 })
    network.isDown = true
    advance(29_000)
    const early = await verifier.verify(token).catch((error) => error)
    advance(1_000)
    const late = await verifier.verify(token).catch((error) => error)
    network.isDown = false

    // Until it is allowed to ask again, the key is just not one of those that were published.
    expect(early).toMatchObject({ code: 'invalid_token' })
    expect(late).toMatchObject({
      code: 'verifier_unavailable',
      message: 'no keys: Error: unreachable',
    })
  })

  test('three rotations under load reject no valid token', async () => {
    const { issuer, verifier, advance } = await issuerAtHand()
    let rejected = 0
    for (let round = 0; round < 4; round += 1) {
      const tokens = await Promise.all(
        Array.from({ length: 50 }, (_, index) => issuer.sign({ userId: index + 1 })),
      )
      await Promise.all(tokens.map((token) => verifier.verify(token).catch(() => (rejected += 1))))
      await issuer.rotate()
      advance(31_000)
    }
    expect(rejected).toBe(0)
  })

  test('serve on while they cannot be read, for a day', async () => {
    const { issuer, network, verifier, advance } = await issuerAtHand()
    await verifier.verify(await issuer.sign({ userId: 1 }))
    network.isDown = true
    for (let hour = 0; hour < 23; hour += 1) {
      advance(60 * minute)
      await expect(verifier.verify(await issuer.sign({ userId: 1 }))).resolves.toBeDefined()
    }
    advance(2 * 60 * minute)
    const late = await verifier.verify(await issuer.sign({ userId: 1 })).catch((error) => error)
    expect(late).toMatchObject({ code: 'verifier_unavailable' })
    expect(rejectionOf(late)).toMatchObject({ status: 503 })

    network.isDown = false
    advance(minute)
    await expect(verifier.verify(await issuer.sign({ userId: 1 }))).resolves.toBeDefined()
  })

  test('a service that is up before the server waits a second, not longer', async () => {
    const { issuer, network, verifier, advance } = await issuerAtHand()
    network.isDown = true
    const early = await verifier.verify(await issuer.sign({ userId: 1 })).catch((error) => error)
    network.isDown = false
    advance(1_000)

    expect(early).toMatchObject({ code: 'verifier_unavailable' })
    await expect(verifier.verify(await issuer.sign({ userId: 1 }))).resolves.toBeDefined()
  })

  test('10,000 unknown key ids ask for them twice a minute at most', async () => {
    const { issuer, network, verifier, advance } = await issuerAtHand()
    const token = await issuer.sign({ userId: 1 })
    await verifier.verify(token)
    const [, payload, signature] = token.split('.')
    const header = (kid: string) =>
      Buffer.from(JSON.stringify({ alg: 'ES256', typ: 'at+jwt', kid })).toString('base64url')
    network.requests = 0
    const attempts = Array.from({ length: 10_000 }, (_, index) => index)
    for (const index of attempts) {
      if (index % 100 === 0) advance(600)
      await verifier.verify(`${header(`kid-${index}`)}.${payload}.${signature}`).catch(() => {})
    }

    // Metadata and keys, twice.
    expect(network.requests).toBeLessThanOrEqual(4)
    await expect(verifier.verify(await issuer.sign({ userId: 1 }))).resolves.toBeDefined()
  })

  test('a withdrawn key is worth nothing once they are ten minutes old', async () => {
    let now = nowSeconds * 1_000
    let keys: object[] = [jwk]
    const other = createTokenKey('ES256', 'other')
    const fetch = async () => Response.json({ keys })
    const verifier = vectorVerifier({ now: () => now, fetch })
    await verifier.verify(forge(good))
    keys = [{ ...other.verificationKey.export({ format: 'jwk' }), kid: 'other', alg: 'ES256' }]
    now += 11 * minute
    const later = { iat: now / 1_000, exp: now / 1_000 + 30 }

    await expect(verifier.verify(forge(textOf(later)))).rejects.toMatchObject({
      code: 'invalid_token',
    })
    // Nor is a token that was verified before, however long it would have lived.
    const long = forge(textOf({ iat: nowSeconds, exp: nowSeconds + 3_600 }))
    keys = [jwk]
    now += 11 * minute
    await expect(verifier.verify(long)).resolves.toMatchObject({ userId: 42 })
    keys = [{ ...other.verificationKey.export({ format: 'jwk' }), kid: 'other', alg: 'ES256' }]
    now += 11 * minute
    await expect(verifier.verify(long)).rejects.toMatchObject({ code: 'invalid_token' })
    const signed = signAccessToken(other, {
      ...goodClaims,
      iat: now / 1_000,
      exp: now / 1_000 + 30,
    })
    await expect(verifier.verify(signed)).resolves.toMatchObject({ userId: 42 })
  })

  test.each([
    ['a shared secret', { kty: 'oct', k: 'c2VjcmV0', kid: es256.kid, alg: 'HS256' }],
    [
      'a private key',
      { ...es256.signingKey.export({ format: 'jwk' }), kid: es256.kid, alg: 'ES256' },
    ],
    ['a key for encryption', { ...jwk, use: 'enc' }],
    ['a key without its algorithm', { ...jwk, alg: undefined }],
    ['a key of another algorithm', { ...jwk, alg: 'RS256' }],
  ])('%s verifies nothing', async (_name, key) => {
    const verifier = vectorVerifier({ fetch: keySetOf(key) })
    await expect(verifier.verify(forge(good))).rejects.toThrow(TokenError)
  })

  test('a key that cannot be used is passed over, and the others serve', async () => {
    const broken = { ...jwk, kid: 'broken', x: 'AA' }
    const verifier = vectorVerifier({ fetch: keySetOf(broken, { kid: 'other' }, jwk) })
    await expect(verifier.verify(forge(good))).resolves.toMatchObject({ userId: 42 })
  })

  test.each([
    ['no JSON', async () => new Response('<html>')],
    ['no list', async () => Response.json({ keys: 'none' })],
    ['10 MB', async () => Response.json({ keys: [jwk], more: 'x'.repeat(10_000_000) })],
    ['1,000 keys', keySetOf(...Array.from({ length: 1_000 }, () => jwk))],
    ['an error', async () => new Response('', { status: 500 })],
  ])('%s in their place is our trouble, not the caller’s', async (_name, fetch) => {
    const verifier = vectorVerifier({ fetch })
    await expect(verifier.verify(forge(good))).rejects.toMatchObject({
      code: 'verifier_unavailable',
    })
  })

  test('are asked for without a redirect, and not for ever', async () => {
    const requests: RequestInit[] = []
    const fetch = async (_url: string, init: RequestInit) => {
      requests.push(init)
      return Response.json({ keys: [jwk] })
    }
    await vectorVerifier({ fetch }).verify(forge(good))

    expect(requests).toMatchObject([{ redirect: 'error', signal: expect.any(AbortSignal) }])
  })

  test('metadata of another issuer are not believed, nor keys without TLS', async () => {
    const { iss } = goodClaims
    for (const metadata of [
      { issuer: 'https://evil.example', jwks_uri: `${iss}/keys` },
      { issuer: iss, jwks_uri: 'http://auth.example.com/keys' },
    ]) {
      const fetch = async (url: string) =>
        Response.json(url.includes('well-known') ? metadata : { keys: [jwk] })
      const verifier = vectorVerifier({ jwksUri: undefined, fetch })
      await expect(verifier.verify(forge(good))).rejects.toMatchObject({
        code: 'verifier_unavailable',
      })
    }
  })
})

describe('tokens of a real server', () => {
  const server = withServer({ database: 'sqlite' })
  /** The public address of the tests' servers leads to this one. */
  const toServer = (url: string, init: RequestInit) =>
    fetch(url.replace('http://localhost:8000', server.origin), init)

  test('are verified from the issuer alone, and after a rotation', async () => {
    const verifier = createVerifier({
      issuer: 'http://localhost:8000',
      audience: 'latchkey',
      fetch: toServer,
      now: () => server.clock.now(),
    })
    const user = await addUser(server)
    const before = await logIn(server, user)
    const send = await asConsole(server, await addSuperuser(server))
    expect((await send('POST', 'keys/rotate/', {})).status).toBeLessThan(300)
    server.clock.advance(11 * 60_000)
    const after = await logIn(server, user)

    await expect(verifier.verify(after.accessToken)).resolves.toMatchObject({ userId: user.id })
    await expect(verifier.verify(before.accessToken)).rejects.toMatchObject({
      code: 'token_expired',
    })
    await expect(verifier.verify(after.refreshToken)).rejects.toMatchObject({
      code: 'invalid_token',
    })
  })
})
