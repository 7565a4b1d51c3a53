import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'

test('npm start ends when its process is told to, and the port is free', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-start-'))
  const npm = spawn('npm', ['start'], {
    env: { ...process.env, NODE_ENV: '', DATA_DIR: folder, PORT: '0', LOG_FORMAT: 'json' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    npm.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })
  let origin = ''
  for await (const line of createInterface({ input: npm.stdout })) {
    if (!line.includes('"server.ready"')) continue
    ;({ origin } = JSON.parse(line))
    break
  }
  expect((await fetch(`${origin}/livez`)).status).toBe(200)

  npm.kill('SIGTERM')
  await once(npm, 'exit')

  await expect(fetch(`${origin}/livez`)).rejects.toThrow('fetch failed')
})
