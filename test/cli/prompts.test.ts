import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createFolder, environmentOn } from '../support/latchkey.ts'

const program = fileURLToPath(new URL('../../bin/latchkey.js', import.meta.url))
const password = 'correct horse battery'

/** Runs a command on a pseudo-terminal of `script`, which shows what a person would see. */
function onTerminal(command: string) {
  const folder = createFolder()
  const { PATH = '' } = process.env
  const child = spawn('script', ['-qec', `node ${program} ${command}`, '/dev/null'], {
    cwd: folder,
    env: { PATH, TERM: 'xterm', ...environmentOn('sqlite:data.db') },
  })
  let screen = ''
  child.stdout.on('data', (chunk) => {
    screen += chunk
  })
  return { child, readScreen: () => screen }
}

async function answer(
  child: ChildProcess,
  readScreen: () => string,
  question: string,
  reply: string,
) {
  await expect.poll(readScreen).toContain(question)
  child.stdin?.write(reply)
}

test('no prompt after another shows a password', async () => {
  const { child, readScreen } = onTerminal('createsuperuser')
  await answer(child, readScreen, 'Email', 'root@example.com\r')
  await answer(child, readScreen, 'Password', `${password}\r`)
  await answer(child, readScreen, 'again', `${password}\r`)
  const [exit] = await once(child, 'close')

  expect(readScreen()).toContain('root@example.com')
  expect(exit).toBe(0)
  expect(readScreen()).not.toContain(password)
  expect(readScreen()).not.toContain('horse')
})

test('Ctrl+C at any prompt ends the command and changes nothing', async () => {
  const { child, readScreen } = onTerminal('createsuperuser')
  await answer(child, readScreen, 'Email', 'root@example.com\r')
  await answer(child, readScreen, 'Password', '\u0003')
  const [exit] = await once(child, 'close')

  expect(exit).not.toBe(0)
  expect(readScreen()).not.toContain('created')
})
