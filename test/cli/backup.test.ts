import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createFolder, runnerOn } from '../support/latchkey.ts'
import { startServerProcess } from '../support/server-process.ts'

const program = fileURLToPath(new URL('../../bin/latchkey.js', import.meta.url))

function setUp() {
  const folder = createFolder()
  const file = join(folder, 'latchkey.db')
  const copy = join(folder, 'copy.db')
  const latchkey = runnerOn({ DATABASE_URL: `sqlite:${file}` }, folder)
  const has = async (email: string) => (await latchkey(`users show ${email}`)).exit === 0
  return { folder, file, copy, latchkey, has }
}

test('a restored copy is the database, and the one before is kept', async () => {
  const { folder, file, copy, latchkey, has } = setUp()
  await latchkey('users create before@example.com')
  await latchkey(`backup ${copy}`)
  await latchkey('users create after@example.com')
  // What a crash leaves behind.
  writeFileSync(`${file}-shm`, '')

  const unasked = await latchkey(`restore ${copy}`)
  const restored = await latchkey(`restore ${copy} --yes --json`)

  expect(unasked.exit).toBe(6)
  expect(restored.json).toEqual({ file, users: 1, kept: expect.stringMatching(/\.before-/) })
  expect([await has('before@example.com'), await has('after@example.com')]).toEqual([true, false])
  const kept = runnerOn({ DATABASE_URL: `sqlite:${restored.json.kept}` }, folder)
  expect((await kept('users show after@example.com')).exit).toBe(0)
})

test('a database that a server has open is not replaced', async () => {
  const { folder, file, copy, latchkey } = setUp()
  const server = await startServerProcess({ DATABASE_URL: `sqlite:${file}` })
  await latchkey(`backup ${copy}`)
  const refused = await latchkey(`restore ${copy} --yes`)
  const alive = await fetch(`${server.origin}/readyz`)
  await server.stop()

  expect([refused.exit, alive.status]).toEqual([5, 200])
  expect(refused.stderr).toContain('Stop the server first')
  expect(readdirSync(folder).filter((name) => /restoring|before/.test(name))).toEqual([])
})

test('a copy that is damaged, cut short or something else is refused, a damaged database is replaced', async () => {
  const { file, copy, latchkey, has } = setUp()
  await latchkey('users create ann@example.com')
  await latchkey(`backup ${copy}`)
  const bytes = readFileSync(copy)
  const broken = Buffer.from(bytes).fill(0xff, 8_192, 40_960)
  const exits: (number | null)[] = []
  for (const content of [broken, bytes.subarray(0, bytes.length / 2), 'a text', '']) {
    writeFileSync(`${copy}.bad`, content)
    exits.push((await latchkey(`restore ${copy}.bad --yes`)).exit)
  }
  const absent = await latchkey(`restore ${copy}.absent --check`)
  expect([...exits, absent.exit]).toEqual([1, 1, 1, 1, 1])
  expect(await has('ann@example.com')).toBe(true)

  writeFileSync(file, 'damaged')
  expect((await latchkey(`restore ${copy} --yes`)).exit).toBe(0)
  expect(await has('ann@example.com')).toBe(true)
})

test('backup --every makes copies until it is stopped, and keeps the newest', async () => {
  const { folder, file, latchkey } = setUp()
  await latchkey('users create ann@example.com')
  const backups = join(folder, 'backups')
  const { PATH = '' } = process.env
  const child = spawn(
    process.execPath,
    [program, 'backup', backups, '--every', '1s', '--keep', '2'],
    { cwd: folder, env: { PATH, DATABASE_URL: `sqlite:${file}` }, stdio: 'ignore' },
  )
  const seen = new Set<string>()
  const look = () => {
    const names = existsSync(backups) ? readdirSync(backups) : []
    const copies = names.filter((name) => name.endsWith('.db'))
    for (const name of copies) seen.add(name)
    return copies.length
  }
  await expect.poll(() => look() <= 2 && seen.size > 3, { interval: 50 }).toBe(true)
  child.kill('SIGTERM')
  const [exit] = await once(child, 'exit')
  const copies = readdirSync(backups).sort()

  expect(exit).toBe(0)
  expect(copies).toHaveLength(2)
  expect((await latchkey(`restore ${join(backups, copies[1] ?? '')} --check`)).exit).toBe(0)
})
