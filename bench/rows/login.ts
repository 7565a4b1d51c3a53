import { rawVerificationsPerSecond } from '../baselines/raw-hashing.ts'
import { openSessions, password } from '../support/accounts.ts'
import { applyLoad, median } from '../support/load.ts'
import { type Row, roundMilliseconds, rounds } from '../support/row.ts'
import { startLatchkey } from '../support/server-process.ts'

const accounts = 50

/** Logins over HTTP, against nothing but password verifications on all cores. */
export async function loginRow(): Promise<Row> {
  const latchkey = await startLatchkey()
  await openSessions(latchkey.origin, accounts)

  const ours: number[] = []
  const theirs: number[] = []
  const ratios: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const raw = await rawVerificationsPerSecond(roundMilliseconds)
    const { perSecond } = await applyLoad({
      origin: latchkey.origin,
      connections: 16,
      milliseconds: roundMilliseconds,
      request: async (client, index) => {
        const body = JSON.stringify({ email: `user${index}@example.com`, password })
        return (await client.post('/api/login/', body)).status === 200
      },
    })
    if (round === 0) continue
    ours.push(perSecond)
    theirs.push(raw)
    ratios.push(perSecond / raw)
  }
  await latchkey.stop()
  return {
    name: 'POST /api/login/, SQLite, 16 connections',
    against: 'argon2id verifications on all cores',
    ours: `${Math.round(median(ours))}/s`,
    baseline: `${Math.round(median(theirs))}/s`,
    ratio: median(ratios),
    aim: 0.9,
  }
}
