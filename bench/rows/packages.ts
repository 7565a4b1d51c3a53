import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { createAuthClient, memoryStore } from '../../packages/client/src/create-client.ts'
import { createTestIssuer } from '../../packages/verify/src/test-issuer.ts'
import { median } from '../support/load.ts'
import { type Row, rounds } from '../support/row.ts'
import { localStorageRow } from './local-storage.ts'

/** What a valid token costs in a page, and in a service that has seen it before. Both measure processor time. */
export async function packagesRows(): Promise<Row[]> {
  return [await accessTokenRow(), await localStorageRow(), await verifierRow()]
}

async function accessTokenRow(): Promise<Row> {
  const issuer = await createTestIssuer()
  const pair = {
    access_token: await issuer.sign({ userId: 1, expiresIn: 3_600 }),
    refresh_token: '0123456789abcdef'.repeat(2),
  }
  const client = createAuthClient({
    baseURL: issuer.issuer,
    storage: memoryStore(),
    transport: async () => Response.json(pair),
  })
  await client.login({ email: 'ann@example.com', password: 'correct horse' })
  const ours = await microsecondsOf(() => client.getAccessToken(), 100_000)
  const aim = 5
  return {
    name: 'latchkey-client, getAccessToken() with a valid token in memory',
    against: 'what it may cost',
    ours: `${ours.toFixed(2)} µs`,
    baseline: `${aim} µs`,
    ratio: aim / ours,
    aim: 1,
  }
}

async function verifierRow(): Promise<Row> {
  const issuer = await createTestIssuer()
  const verifier = issuer.verifier()
  const signing = Array.from({ length: 100 }, (_, index) =>
    issuer.sign({ userId: index + 1, expiresIn: 3_600 }),
  )
  const tokens = await Promise.all(signing)
  const next = (count: number) => `Bearer ${tokens[count % tokens.length]}`
  const ours = await microsecondsOf((count) => verifier.verifyHeader(next(count)), 50_000)

  const published = await issuer.fetch(`${issuer.issuer}/.well-known/jwks.json`)
  const keys = createLocalJWKSet((await published.json()) as JSONWebKeySet)
  const expected = { issuer: issuer.issuer, audience: issuer.audience, typ: 'at+jwt' }
  const alone = await microsecondsOf(
    (count) => jwtVerify(next(count).slice('Bearer '.length), keys, expected),
    2_000,
  )
  const aim = 20_000
  return {
    name: 'latchkey-verify, tokens that were verified before, one core',
    against: 'what it has to do',
    ours: `${Math.round(1e6 / ours)}/s`,
    baseline: `${aim}/s`,
    ratio: 1e6 / ours / aim,
    aim: 1,
    remarks: `${ours.toFixed(1)} µs each; jwtVerify of jose, which verifies each time: ${alone.toFixed(0)} µs`,
  }
}

/** Of processor time for one call; the first round warms up. */
async function microsecondsOf(
  work: (count: number) => Promise<unknown>,
  calls: number,
): Promise<number> {
  const results: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const before = process.cpuUsage()
    for (let count = 0; count < calls; count += 1) await work(count)
    const { user, system } = process.cpuUsage(before)
    if (round > 0) results.push((user + system) / calls)
  }
  return median(results)
}
