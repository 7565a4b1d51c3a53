import { join } from 'node:path'
import { password } from '../support/accounts.ts'
import { installPeers } from '../support/install-peers.ts'
import { median } from '../support/load.ts'
import { type Row, roundMilliseconds, rounds } from '../support/row.ts'
import { type ServerProcess, startBaseline, startLatchkey } from '../support/server-process.ts'

const connections = 8
const json = { 'content-type': 'application/json' }
const email = 'alice@example.com'

/** The same work by what one would use instead, each as it comes. Nothing to reach: they promise different things. */
export async function peersRow(): Promise<Row[]> {
  const { folder, versions, remove } = installPeers()
  const start = (file: string) => startBaseline(join(folder, file), {}, folder)
  const latchkey = await prepare(await startLatchkey(), latchkeyPaths)
  const peers = {
    [`better-auth ${versions['better-auth']}, scrypt, sessions in the database`]: await prepare(
      await start('better-auth.mjs'),
      betterAuthPaths,
    ),
    [`Express ${versions.express}, Passport, bcrypt ${versions.bcrypt}, JWT`]: await prepare(
      await start('express.mjs'),
      expressPaths,
    ),
  }

  const rows: Row[] = []
  for (const [name, peer] of Object.entries(peers)) {
    rows.push(await compare('Login', name, latchkey, peer, 'logIn'))
    rows.push(await compare('Who is logged in', name, latchkey, peer, 'readProfile'))
    await peer.server.stop()
  }
  await latchkey.server.stop()
  remove()
  return rows
}

interface Paths {
  readonly register: string
  readonly logIn: string
  readonly profile: string
  /** What a login gives to those who ask for their profile. */
  readonly credentialsOf: (response: Response) => Promise<Record<string, string>>
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const latchkeyPaths: Paths = {
  register: '/api/register/',
  logIn: '/api/login/',
  profile: '/api/me/',
  credentialsOf: async (response) =>
    bearer(((await response.json()) as { access_token: string }).access_token),
}
const betterAuthPaths: Paths = {
  register: '/api/auth/sign-up/email',
  logIn: '/api/auth/sign-in/email',
  profile: '/api/auth/get-session',
  credentialsOf: async (response) => ({
    cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? '',
  }),
}
const expressPaths: Paths = {
  register: '/register',
  logIn: '/login',
  profile: '/me',
  credentialsOf: async (response) => bearer(((await response.json()) as { token: string }).token),
}

interface Prepared {
  readonly server: ServerProcess
  readonly logIn: () => Promise<Response>
  readonly readProfile: () => Promise<Response>
}

async function prepare(server: ServerProcess, paths: Paths): Promise<Prepared> {
  const post = (path: string, body: object) =>
    fetch(server.origin + path, { method: 'POST', headers: json, body: JSON.stringify(body) })
  await post(paths.register, { email, password, name: 'Alice' })
  const logIn = () => post(paths.logIn, { email, password })
  const headers = await paths.credentialsOf(await logIn())
  return { server, logIn, readProfile: () => fetch(server.origin + paths.profile, { headers }) }
}

async function compare(
  what: string,
  against: string,
  latchkey: Prepared,
  peer: Prepared,
  request: 'logIn' | 'readProfile',
): Promise<Row> {
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const baseline = await millisecondsOf(peer.server, peer[request])
    const result = await millisecondsOf(latchkey.server, latchkey[request])
    if (round === 0) continue
    ours.push(result)
    theirs.push(baseline)
  }
  return {
    name: `${what}, SQLite, processor time of the server per request`,
    against,
    ours: `${median(ours).toFixed(3)} ms`,
    baseline: `${median(theirs).toFixed(3)} ms`,
    ratio: median(ours.map((value, at) => (theirs[at] ?? 0) / value)),
    aim: undefined,
  }
}

/** Of processor time for one request. */
async function millisecondsOf(
  server: ServerProcess,
  request: () => Promise<Response>,
): Promise<number> {
  const before = server.cpuSeconds()
  const endsAt = performance.now() + roundMilliseconds
  let count = 0
  async function keepBusy(): Promise<void> {
    while (performance.now() < endsAt) {
      const response = await request()
      const body = await response.text()
      if (!response.ok || body === 'null') throw new Error(`${response.url}: ${response.status}`)
      count += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, keepBusy))
  return ((server.cpuSeconds() - before) * 1_000) / count
}
