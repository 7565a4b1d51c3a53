import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runnerOn } from '../support/latchkey.ts'
import { type OwnPostgres, startOwnPostgres } from '../support/own-postgres.ts'
import { password } from '../support/people.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { databases } from '../support/test-database.ts'

const secret = 'process-Secret-0123456789-abcdefghijklmnop'

describe.runIf(databases.includes('postgres'))('a primary that becomes a standby', () => {
  let postgres: OwnPostgres | undefined
  let server: ServerProcess
  let token: string
  const credentials = { email: 'reader@example.com', password }

  beforeAll(async () => {
    postgres = await startOwnPostgres()
    if (!postgres) return
    server = await startServerProcess({ DATABASE_URL: postgres.url, SECRET_KEY: secret })
    await server.post('/api/register/', credentials)
    token = (await server.post('/api/login/', credentials)).body.refresh_token
    await postgres.halt()
    writeFileSync(join(postgres.folder, 'standby.signal'), '')
    await postgres.start()
  })
  afterAll(async () => {
    await server?.stop('SIGKILL')
    await postgres?.stop()
  })

  test('lets every request that writes end with 503, and /readyz with it', async ({ skip }) => {
    if (!postgres) return skip('there are no binaries of PostgreSQL here')

    const answers = [
      await server.post('/api/refresh/', { refresh_token: token }),
      await server.post('/api/login/', credentials),
      await server.post('/api/login/', { ...credentials, password: 'wrong password' }),
      await server.post('/api/register/', { ...credentials, email: 'late@example.com' }),
      await server.post('/api/logout/', { refresh_token: token }),
    ]
    const ready = await fetch(`${server.origin}/readyz`)

    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503, 503])
    expect(ready.status).toBe(503)
  })

  test('is named by the doctor, which goes on, and no server starts on it', async ({ skip }) => {
    if (!postgres) return skip('there are no binaries of PostgreSQL here')

    const latchkey = runnerOn({ DATABASE_URL: postgres.url, SECRET_KEY: secret })
    const doctor = await latchkey('doctor --json')
    const start = await latchkey('runserver')
    const promoted = await postgres.promote().then(() => latchkey('doctor --json'))

    expect(doctor.exit).toBe(1)
    expect(doctor.json.checks).toContainEqual(
      expect.objectContaining({
        id: 'database',
        status: 'fail',
        text: expect.stringMatching(/ is read-only, as a standby is: nothing can be written\.$/),
      }),
    )
    expect(doctor.json.checks.map(({ id }: { id: string }) => id)).toContain('port')
    expect(start.exit).toBe(4)
    expect(start.stderr).toContain('target_session_attrs=read-write')
    expect(promoted.exit).toBe(0)
  })
})
