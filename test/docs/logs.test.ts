import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pages, project } from './pages.ts'

test('the page about logs has every event of the program', () => {
  const page = pages.find(({ path }) => path === 'docs/reference/logs-and-probes.md')
  const documented = [...(page?.markdown ?? '').matchAll(/^\| `([a-z]+\.[a-z_]+)` \|/gm)]

  expect(documented.map(([, event]) => event).toSorted()).toEqual(eventsOfTheSources())
})

/** Names that stand in the sources as they are; those of the audit come from its catalogue. */
function eventsOfTheSources(): string[] {
  const folder = new URL('src/', project)
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  const events = sources.flatMap((text) => [...text.matchAll(/\bevent: '([a-z]+\.[a-z_]+)'/g)])
  return [...new Set(events.map(([, event = '']) => event))].toSorted()
}
