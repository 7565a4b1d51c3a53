import { expect, test } from 'vitest'
import { environmentOn, runnerOn } from '../support/latchkey.ts'
import { createTestDatabase } from '../support/test-database.ts'

/** Runs in the program: writes the names of its own modules and of packages it loads to standard error. */
const reporter = `
  import { registerHooks } from 'node:module'
  const loaded = []
  registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
  process.on('exit', () => process.stderr.write('LOADED ' + JSON.stringify(loaded)))
`

test('a command loads no routes, no pages and no HTTP server', async () => {
  const database = await createTestDatabase('sqlite')
  const preload = `--import=data:text/javascript;base64,${Buffer.from(reporter).toString('base64')}`
  const latchkey = runnerOn({ ...environmentOn(database.url), NODE_OPTIONS: preload })

  for (const command of ['users list', 'migrate', 'config list']) {
    const { exit, stderr } = await latchkey(command)
    const loaded: string[] = JSON.parse(stderr.slice(stderr.indexOf('LOADED ') + 'LOADED '.length))
    const own = loaded.filter(
      (url) => /\/(src|build\/server)\//.test(url) && !url.includes('node_modules'),
    )

    expect(exit).toBe(0)
    expect(own.length).toBeGreaterThan(20)
    expect(own.length).toBeLessThan(125)
    expect(
      loaded.filter((url) => /\/fastify\/|\/pages\/|\/app\.[jt]s|-routes\./.test(url)),
    ).toEqual([])
  }
})
