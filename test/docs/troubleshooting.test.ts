import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pages, project } from './pages.ts'

/** Messages of npm, of browsers and of other libraries. */
const messagesOfOthers = [
  'npm warn EBADENGINE Unsupported engine',
  'Missing … from lock file',
  "Cannot find module '@node-rs/argon2-…'",
  'request has been blocked by CORS policy',
  'signature verification failed',
]

const page = pages.find(({ path }) => path === 'docs/troubleshooting.md')?.markdown ?? ''
const messages = [...page.matchAll(/^### (.+)$/gm)]
  .map(([, message = '']) => message)
  .filter((message) => !messagesOfOthers.includes(message))

const sources = ['src', 'bin']
  .flatMap((folder) =>
    readdirSync(new URL(folder, project), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.[tj]s$/.test(name))
      .map((name) => readFileSync(new URL(`${folder}/${name}`, project), 'utf8')),
  )
  .join('\n')

test.each(messages)('the program still says: %s', (message) => {
  // Numbers, and what stands before a colon, are filled in at run time.
  const parts = message.split(/\d+|: expected |\. |…/).map((part) => part.trim())

  for (const part of parts.filter((each) => each.split(' ').length > 2)) {
    expect(sources).toContain(part)
  }
})
