import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createFolder, environmentOn, latchkeyOn } from '../support/latchkey.ts'
import { startServerProcess } from '../support/server-process.ts'
import { databases } from '../support/test-database.ts'
import { withDatabase } from '../support/with-server.ts'

describe.each(databases)('settings from the command line on %s', (kind) => {
  const database = withDatabase(kind)
  const latchkey = latchkeyOn(database)

  test('a change is in the history and can be reverted and reset', async () => {
    const set = await latchkey('config set access_token_lifetime 15m --comment why')
    const got = await latchkey('config get ACCESS_TOKEN_LIFETIME')
    const history = await latchkey('constance history ACCESS_TOKEN_LIFETIME --json')
    const [change] = history.json.changes
    const reverted = await latchkey(`config revert ${change.id} --json`)
    const again = await latchkey('config set ACCESS_TOKEN_LIFETIME 60 --json')
    const reset = await latchkey('config reset ACCESS_TOKEN_LIFETIME --json')

    expect(set.stdout).toBe('ACCESS_TOKEN_LIFETIME: 30s → 15m\n')
    expect(got.stdout).toBe('900\n')
    expect(change).toMatchObject({ from: null, to: 900, comment: 'why', source: 'command line' })
    expect(reverted.json).toMatchObject({ value: 30, source: 'default' })
    expect(again.json).toMatchObject({ value: 60, source: 'database' })
    expect(reset.json).toMatchObject({ value: 30, is_modified: false })
  })

  test('what is unknown, out of bounds or pinned is refused, each in its way', async () => {
    const [unknown, excessive, pinned, list] = await Promise.all([
      latchkey('config get ACCES_TOKEN_LIFETIME'),
      latchkey('config set ACCESS_TOKEN_LIFETIME 2d'),
      latchkey('config set MAX_SESSIONS_PER_USER 4', { env: { MAX_SESSIONS_PER_USER: '3' } }),
      latchkey('config list --modified --json', { env: { MAX_SESSIONS_PER_USER: '3' } }),
    ])

    expect(unknown.exit).toBe(5)
    expect(unknown.stderr).toContain('Did you mean ACCESS_TOKEN_LIFETIME?')
    expect(excessive.exit).toBe(2)
    expect(excessive.stderr).toContain('from 1s to 1d')
    expect(pinned.exit).toBe(5)
    expect(list.json.settings).toMatchObject([
      { key: 'MAX_SESSIONS_PER_USER', value: 3, source: 'environment' },
    ])
  })

  test('an export is imported whole or not at all', async () => {
    const file = join(createFolder(), 'settings.json')
    const good = { PASSWORD_MIN_LENGTH: 12, DOCS_ACCESS: 'off' }
    writeFileSync(file, JSON.stringify(good))
    const bad = JSON.stringify({ PASSWORD_MIN_LENGTH: 10, DOCS_ACCESS: 'maybe', NO_SUCH: 1 })

    const refused = await latchkey('config import - --json', { input: bad })
    const planned = await latchkey(`config import ${file} --dry-run --json`)
    const before = await latchkey('config export')
    const imported = await latchkey(`config import ${file} --json`)
    const after = await latchkey('config export')
    const asEnv = await latchkey('config export --format env')
    const again = await latchkey('config import - --json', { input: asEnv.stdout })

    expect(refused.exit).toBe(1)
    expect(refused.json.error.message).toMatch(/DOCS_ACCESS: .*\nNO_SUCH: /)
    expect(planned.json).toEqual({ dry_run: true, changed: Object.keys(good) })
    expect(before.json).toEqual({})
    expect(imported.json).toEqual({ dry_run: false, changed: Object.keys(good) })
    expect(after.json).toEqual(good)
    expect(again.json.changed).toEqual([])
  })

  test('a running server follows a change of another process', async () => {
    const server = await startServerProcess(environmentOn(database.url))
    let count = 0
    const registerStatus = async () => {
      count += 1
      const account = { email: `user${count}@example.com`, password: 'correct horse battery' }
      const response = await fetch(`${server.origin}/api/register/`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(account),
      })
      await response.arrayBuffer()
      return response.status
    }
    const before = await registerStatus()
    await latchkey('config set REGISTRATION_ENABLED false')
    while ((await registerStatus()) === before);
    const after = await registerStatus()
    await server.stop()

    expect([before, after]).toEqual([201, 403])
  })
})
