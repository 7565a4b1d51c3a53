import { beforeAll, describe, expect, test } from 'vitest'
import { databases } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
const alice = { email: 'alice@example.com', password: 'correct horse battery' }
const form = { 'content-type': 'application/x-www-form-urlencoded', accept: browser }

describe.each(databases)('the pages of the API on %s', (database) => {
  const server = withServer({ database })
  let token: string

  beforeAll(async () => {
    await server.post('/api/register/', alice)
    token = (await server.post('/api/login/', alice)).body.access_token
  })

  test('a client that asks for nothing in particular gets JSON', async () => {
    const answer = await server.get('/api/', { accept: '*/*' })

    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    expect(answer.headers.get('vary')).toContain('Accept')
    expect(answer.body).toMatchObject({
      login: 'http://localhost:8000/api/login/',
      me: 'http://localhost:8000/api/me/',
    })
  })

  test.each(['br', 'gzip'])('a page for strangers is compressed with %s', async (encoding) => {
    const path = encoding === 'br' ? '/api/' : '/docs/start/'
    const headers = { accept: browser }
    const answer = await server.get(path, { ...headers, 'accept-encoding': encoding })
    const refused = await server.get(path, { ...headers, 'accept-encoding': `${encoding};q=0` })

    expect(answer.headers.get('content-encoding')).toBe(encoding)
    expect(answer.headers.get('vary')).toContain('Accept-Encoding')
    expect(answer.body).toContain('<!doctype html>')
    expect(refused.headers.get('content-encoding')).toBe(null)
    expect(refused.body).toBe(answer.body)
  })

  test('a page for somebody in particular is not compressed, so that its length tells nothing', async () => {
    const headers = { accept: browser, authorization: `Bearer ${token}` }
    const answer = await server.get('/api/me/', { ...headers, 'accept-encoding': 'br' })

    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-encoding')).toBe(null)
  })

  test('a browser gets a page, with the policy of pages', async () => {
    const answer = await server.get('/api/', { accept: browser })

    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self';")
    expect(answer.headers.get('cache-control')).toBe('no-store')
    for (const path of ['register', 'login', 'refresh', 'logout', 'me']) {
      expect(answer.body).toContain(`href="/api/${path}/#`)
    }
  })

  test('nothing for staff is listed to anybody else', async () => {
    const asNobody = await server.get('/api/')
    const asAlice = await server.get('/api/', { authorization: `Bearer ${token}` })
    const page = await server.get('/api/', { accept: browser, authorization: `Bearer ${token}` })

    expect(JSON.stringify(asNobody.body)).not.toContain('admin')
    expect(JSON.stringify(asAlice.body)).not.toContain('admin')
    expect(page.body).not.toContain('/api/admin')
  })

  test('an endpoint that takes no GET still has a page, and stays a 405', async () => {
    const answer = await server.get('/api/login/', { accept: browser })

    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('POST, OPTIONS')
    expect(answer.body).toContain('Log in with email and password')
    expect(answer.body).toContain('<form class="operation-form" method="post" action="/api/login/"')
  })

  test('without a token the page of the profile says so, and stays a 401', async () => {
    const answer = await server.get('/api/me/', { accept: browser })

    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    expect(answer.body).toContain('Log in to use this')
  })

  test('with a token the page shows what JSON callers get, and begins the form with it', async () => {
    const headers = { accept: browser, authorization: `Bearer ${token}` }
    const answer = await server.get('/api/me/', headers)

    expect(answer.status).toBe(200)
    expect(answer.body).toContain('alice@example.com&quot;</span>')
    expect(answer.body).toMatch(/name="email"[^>]* value="alice@example\.com"/)
  })

  test('a form sent without JavaScript comes back with the issues beside the fields', async () => {
    const answer = await server.send('POST', '/api/register/', {
      headers: form,
      body: 'email=nope&password=hunter2-not-shown',
    })

    expect(answer.status).toBe(400)
    expect(answer.body).toMatch(/id="POST-body-email-issue">Enter a valid email address\.</)
    expect(answer.body).toMatch(/name="email"[^>]* value="nope"/)
    expect(answer.body).not.toContain('hunter2-not-shown')
  })

  test('no page shows a token', async () => {
    const answer = await server.send('POST', '/api/login/', {
      headers: form,
      body: new URLSearchParams(alice).toString(),
    })

    expect(answer.status).toBe(200)
    expect(answer.body).toContain('•••')
    const withoutRequestId = answer.body.replace(answer.headers.get('x-request-id'), '')
    expect(withoutRequestId).not.toMatch(/eyJ|[0-9a-f]{8}-[0-9a-f]{4}-4/)
  })

  test('what people write is text and never markup', async () => {
    const authorization = `Bearer ${token}`
    const username = '"><script>alert(1)</script>'
    await server.put('/api/me/', { username }, { authorization })

    const answer = await server.get('/api/me/', { accept: browser, authorization })
    const query = await server.get('/api/me/?x="><script>alert(1)</script>', {
      accept: browser,
      authorization,
    })

    expect(answer.body).not.toContain('<script>alert')
    expect(query.body).not.toContain('<script>alert')
  })

  test('?format= goes before Accept', async () => {
    const page = await server.get('/api/?format=html')
    const json = await server.get('/api/?format=json', { accept: browser })

    expect(page.headers.get('content-type')).toMatch(/^text\/html/)
    expect(json.headers.get('content-type')).toMatch(/^application\/json/)
  })

  test.each(['xml', 'constructor', 'JSON'])('?format=%s does not exist', async (format) => {
    const answer = await server.get(`/api/?format=${format}`)

    expect(answer.status).toBe(404)
    expect(answer.body).toEqual({ detail: 'Not found.' })
  })

  test('an empty ?format= leaves the choice to Accept', async () => {
    const answer = await server.get('/api/?format=', { accept: browser })

    expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
  })

  test('an address of nothing is a 404 in JSON', async () => {
    const answer = await server.get('/api/nothing/')

    expect(answer.status).toBe(404)
    expect(answer.body).toEqual({ detail: 'Not found.' })
  })
})

describe.each(databases)('with BROWSABLE_API_ENABLED off on %s', (database) => {
  const server = withServer({ database, env: { BROWSABLE_API_ENABLED: 'false' } })

  test('a browser gets JSON', async () => {
    const answer = await server.get('/api/', { accept: browser })

    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
  })

  test('who takes only HTML is refused', async () => {
    expect((await server.get('/api/', { accept: 'text/html' })).status).toBe(406)
    expect((await server.get('/api/?format=html')).status).toBe(404)
  })

  test('the helper of the pages is not there', async () => {
    const answer = await server.post('/api/-/session/', alice, { 'x-latchkey-page': '1' })

    expect(answer.status).toBe(404)
  })
})
