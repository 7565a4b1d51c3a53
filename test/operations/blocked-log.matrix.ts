import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, openSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { freePort } from '../support/free-port.ts'
import { createFolder } from '../support/latchkey.ts'

async function serve(stdout: number | 'pipe') {
  const port = await freePort()
  const child = spawn(process.execPath, [resolve('bin/latchkey.js'), 'runserver'], {
    env: { DATA_DIR: join(createFolder(), 'data'), PORT: String(port), LOG_FORMAT: 'json' },
    stdio: ['ignore', stdout, 'ignore'],
  })
  const baseUrl = `http://127.0.0.1:${port}`
  while (!(await statusOf(`${baseUrl}/livez`))) await sleep(50)
  return { child, baseUrl }
}

const statusOf = (url: string) =>
  fetch(url).then(
    ({ status }) => status,
    () => undefined,
  )

async function exitCodeOf(child: ChildProcess) {
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  return (await exited)[0]
}

test.skipIf(!existsSync('/dev/full'))(
  'on a full disk under its log the server serves on, and stops when told to',
  async () => {
    const { child, baseUrl } = await serve(openSync('/dev/full', 'w'))
    const statuses = []
    for (let round = 0; round < 50; round += 1) statuses.push(await statusOf(`${baseUrl}/api/me/`))

    expect(new Set(statuses)).toEqual(new Set([401]))
    expect(await exitCodeOf(child)).toBe(0)
  },
)

test('when nobody reads its log the server serves on, and the log goes on when somebody does', async () => {
  const { child, baseUrl } = await serve('pipe')
  // Every line has some 200 bytes: far more than a pipe and the bound on what waits can hold.
  for (let round = 0; round < 150; round += 1) {
    const path = `${baseUrl}/api/${'some/path/'.repeat(18)}`
    const answers = await Promise.all(Array.from({ length: 40 }, () => statusOf(path)))
    expect(new Set(answers)).toEqual(new Set([404]))
  }
  let log = ''
  child.stdout?.on('data', (chunk) => {
    log += chunk
  })
  while (!log.includes('"log.dropped"')) {
    await statusOf(`${baseUrl}/api/me/`)
    await sleep(50)
  }

  expect(/"event":"log.dropped","count":[1-9]/.test(log)).toBe(true)
  expect(await exitCodeOf(child)).toBe(0)
})
