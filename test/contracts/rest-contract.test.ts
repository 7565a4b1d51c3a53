import { beforeEach, describe, expect, test } from 'vitest'
import { insertUser } from '../../src/features/users/user-repository.ts'
import { displayFormOf, normalizeEmail } from '../../src/text/email-address.ts'
import { hashed } from '../support/people.ts'
import { sendRaw } from '../support/raw-http.ts'
import { insertSessionFor, setPasswordOf } from '../support/state.ts'
import { databases, type TestServer } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'
import {
  type ContractCase,
  decodePythonLiteral,
  type Placeholders,
  readContractCases,
  seenLike,
  toRawRequest,
} from './contract-case.ts'
import { deviations } from './deviations.ts'

const cases = readContractCases()
const environments = {
  development: {},
  production: { NODE_ENV: 'production', SECRET_KEY: 'bq3vT0-rest-contract-7Yx_Zk2mWf9sLhPd4Nc8' },
} as const

describe.each(databases)('the REST contract on %s', (database) => {
  // One server per mode for all its cases: starting one for each would cost minutes.
  for (const [mode, env] of Object.entries(environments)) {
    describe(`in ${mode}`, () => {
      const server = withServer({ database, env })

      beforeEach(() => server.reset())

      for (const contractCase of cases.filter((each) => (each.mode ?? 'development') === mode)) {
        test(contractCase.id, () => verify(contractCase, server))
      }
    })
  }
})

async function verify(contractCase: ContractCase, server: TestServer): Promise<void> {
  const placeholders = await setUp(contractCase.setup, server)

  const answer = await sendRaw(server.origin, toRawRequest(contractCase, placeholders))
  const expected = deviations[contractCase.id] ?? contractCase.expect
  const seen = seenLike(expected, answer)

  expect(seen).toEqual(expected)
  // The order of keys is part of the contract, and toEqual does not look at it.
  expect(JSON.stringify(seen.body)).toBe(JSON.stringify(expected.body))
  if (contractCase.after && answer.status < 300) {
    await verifyAfter(contractCase, contractCase.after, server)
  }
}

/**
 * Logs in with what was registered. The passwords that the case calls wrong differ from the right
 * one in white space that login trims, so that no request can show them to be wrong.
 */
async function verifyAfter(
  { request }: ContractCase,
  { stored_email, check_password = {} }: NonNullable<ContractCase['after']>,
  server: TestServer,
): Promise<void> {
  const typed = request.body as Credentials // every case with `after` registers by JSON
  const rightPasswords = Object.keys(check_password)
    .filter((literal) => check_password[literal])
    .map((literal) => decodePythonLiteral(literal) ?? typed.password)

  for (const password of new Set([typed.password, ...rightPasswords])) {
    const { access } = await logIn(server, { email: typed.email, password })
    const profile = await call(server, 'GET', '/api/me/', undefined, access)
    expect(profile.email).toBe(stored_email)
  }
}

type Credentials = { email: string; password: string }
type Setup = (server: TestServer) => Promise<Placeholders>

const alice: Credentials = { email: 'user@example.com', password: 'correct horse 1' }
const bob: Credentials = { email: 'other@example.com', password: 'correct horse 2' }
const fixedRefreshToken = '0f8fad5b-d9cb-469f-a165-70867728950e'
const session = 'k3v9q0zr7m1xw5t8n2bd6fh4jc0ylpse'
const csrf = 'Qm7Rt2Vx9Zb4Nk6Hs1Wd8Fg3Jp5Lc0Ty'
const exists = "user user@example.com / 'correct horse 1' exists"
const hasAccess = `${exists}; <access> is a valid access JWT of it`
const hasRefresh = `${exists}; <refresh> is one of its live refresh tokens`
const hasSession = '<session> is a live admin session'

/** By the words of the fixture, which are the only description there is. */
const setups: Readonly<Record<string, Setup>> = {
  '': async () => ({}),
  'no such user': async () => ({}),
  [exists]: userWithoutTokens,
  [`${exists} with <access> and <refresh>`]: userWithTokens,
  [hasAccess]: userWithTokens,
  [hasRefresh]: userWithTokens,
  [`${hasRefresh}; <access> its valid access JWT`]: userWithTokens,

  // Written to the table: the API would trim or refuse most of these.
  [`${exists} but is_active=False`]: userWith({ is_active: false }),
  [`${hasRefresh}; the user is inactive`]: userWith({ is_active: false }),
  [`${hasAccess}; username 'Old'`]: userWith({ username: 'Old' }),
  [`${hasAccess}; username 'Zoë <b>'`]: userWith({ username: 'Zoë <b>' }),
  [`${hasAccess}; username with U+2028, U+2029, quotes, control and emoji`]: userWith({
    username: '\u2028\u2029</script>"\\/\u0007😀',
  }),
  "user user@example.com has an unusable password ('!...')": userWith({
    password_hash: '!Bq3vT07YxZk2mWf9sLhPd4Nc8Rj5UgAe6Xo1Iw0Y',
  }),
  "user user@example.com has the text 'plaintext' in the password column": userWith({
    password_hash: 'plaintext',
  }),
  "user user@example.com / '12345' exists": userWithPassword('12345'),
  "user registered with NFC 'é', logs in with NFD": userWithPassword('\u00e9'),
  "user whose stored hash is of ' x ' (set outside the API, e.g. in the admin)":
    userWithPassword(' x '),

  "user user@bücher.example / 'correct horse 1' exists": (server) =>
    userWithTokens(server, { ...alice, email: 'user@bücher.example' }),
  'the user registered over the API as user@EXAMPLE.COM (stored as user@example.com) and logs in with what they typed':
    async (server) => {
      const typed = { ...alice, email: 'user@EXAMPLE.COM' }
      await call(server, 'POST', '/api/register/', typed)
      return logIn(server, typed)
    },
  'the user changed the e-mail by PUT /api/me/ to user@EXAMPLE.COM (stored verbatim), logs in with exactly that':
    async (server) => {
      const tokens = await userWithTokens(server)
      await call(server, 'PUT', '/api/me/', { email: 'user@EXAMPLE.COM' }, tokens.access)
      return tokens
    },
  [`${hasAccess}; other@example.com belongs to another user`]: async (server) => {
    await register(server, bob)
    return userWithTokens(server)
  },
  [`${exists}; ${fixedRefreshToken} is one of its live refresh tokens`]: async (server) => {
    await insertSessionFor(server, await register(server, alice), fixedRefreshToken)
    return {}
  },
  [`${exists}; <refresh> expired a second ago`]: async (server) => {
    const tokens = await userWithTokens(server)
    const expires_at = server.clock.now() - 1000
    await server.context.db.updateTable('sessions').set({ expires_at }).execute()
    return tokens
  },
  'the user has two live refresh tokens; <refresh> is one of them': async (server) => {
    await userWithTokens(server)
    return logIn(server, alice)
  },
  '<refresh> was already logged out': async (server) => {
    const tokens = await userWithTokens(server)
    await call(server, 'POST', '/api/logout/', { refresh_token: tokens.refresh })
    return tokens
  },
  '<refresh> belongs to user A, <access> to user B': async (server) => {
    const { refresh } = await userWithTokens(server)
    const { access } = await userWithTokens(server, bob)
    return { refresh, access }
  },

  // The API looks at no cookie, so any text does for a session of the older server's admin.
  [hasSession]: async () => ({ session }),
  [`${exists}; ${hasSession}`]: withSession,
  [`${hasRefresh}; ${hasSession}`]: withSession,
  [`${exists}; ${hasSession}, <csrf> 32 letters sent as cookie and header`]: withSession,
}

function setUp(words: string, server: TestServer): Promise<Placeholders> {
  const setup = setups[words]
  if (setup === undefined) {
    throw new Error(`no setup is written for: ${words}`)
  }
  return setup(server)
}

function userWith(
  changes: Partial<Record<'username' | 'password_hash', string>> & { is_active?: boolean },
): Setup {
  return async (server) => {
    const tokens = await userWithTokens(server)
    const update = server.context.db.updateTable('users').set(changes)
    await update.where('email', '=', alice.email).execute()
    return tokens
  }
}

function userWithPassword(password: string): Setup {
  return async (server) => {
    await register(server, alice)
    await setPasswordOf(server, alice.email, password)
    return {}
  }
}

async function withSession(server: TestServer): Promise<Placeholders> {
  return { ...(await userWithTokens(server)), session, csrf }
}

async function userWithoutTokens(server: TestServer): Promise<Placeholders> {
  await register(server, alice)
  return {}
}

async function userWithTokens(server: TestServer, credentials = alice) {
  await register(server, credentials)
  return logIn(server, credentials)
}

/** As registering does, but without the cost of another hash. */
async function register({ context, clock }: TestServer, account: Credentials): Promise<number> {
  const id = await insertUser(context.db, {
    email: displayFormOf(account.email),
    normalizedEmail: normalizeEmail(account.email),
    passwordHash: await hashed(account.password),
    createdAt: clock.now(),
  })
  if (id === undefined) throw new Error('the address was taken')
  return id
}

async function logIn(server: TestServer, credentials: Credentials) {
  const pair = await call(server, 'POST', '/api/login/', credentials)
  return { access: pair.access_token, refresh: pair.refresh_token }
}

type Answered = { id: number; email: string; access_token: string; refresh_token: string }

async function call(
  { origin }: TestServer,
  method: string,
  path: string,
  body?: unknown,
  access?: string,
): Promise<Answered> {
  const answer = await sendRaw(origin, {
    method,
    path,
    headers: {
      'Content-Type': 'application/json',
      ...(access !== undefined && { Authorization: `Bearer ${access}` }),
    },
    ...(body !== undefined && { body: Buffer.from(JSON.stringify(body)) }),
  })
  if (answer.status >= 300) {
    throw new Error(`${method} ${path} of the setup failed: ${answer.status} ${answer.body}`)
  }
  return JSON.parse(answer.body.toString())
}
