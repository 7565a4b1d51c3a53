import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { blocksOf, pages, project } from './pages.ts'

const readme = pages.find(({ path }) => path === 'README.md')?.markdown ?? ''

test('the README is short, and its first command comes before anything else', () => {
  const lines = readme.split('\n')

  expect(lines.length).toBeLessThanOrEqual(250)
  expect(lines.indexOf('npm ci && npm start')).toBeLessThan(25)
})

test('the quick start is at most twelve lines to copy', () => {
  const [, quickStart = ''] = /## Quick start\n([\s\S]*?)\n## /.exec(readme) ?? []
  const lines = blocksOf({ path: 'README.md', markdown: quickStart })
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => text.trim().split('\n'))

  expect(lines.length).toBeLessThanOrEqual(12)
})

const guides = pages.filter(({ path }) => path.startsWith('docs/guides/'))

test.each(guides)(
  '$path says first what you will have and how long it takes, and ends with a check',
  ({ markdown }) => {
    expect(markdown).toMatch(
      /^# .+\n\n(<!-- .* -->\n\n)?\*\*At the end you have\*\* [\s\S]{10,300}?\*\*Time:\*\*/,
    )
    expect(markdown).toMatch(/^## Check\n[\s\S]*<!-- output -->\n/m)
  },
)

test('every decision says what, why, and with which consequences', () => {
  const decisions = pages.filter(({ path }) => /^docs\/decisions\/\d/.test(path))

  for (const { path, markdown } of decisions) {
    expect(markdown.match(/^## .+$/gm), path).toEqual([
      '## Context',
      '## Decision',
      '## Consequences',
    ])
  }
})

const architecture = pages.find(({ path }) => path === 'docs/architecture.md')?.markdown ?? ''

test('the order of the features in the manual is the one that the tool checks', () => {
  const rules = readFileSync(new URL('.dependency-cruiser.cjs', project), 'utf8')
  const [, order = ''] = /featureOrder = \[\n([\s\S]*?)\n\]/.exec(rules) ?? []
  const levels = order.split('\n').map((line) => line.match(/[\w-]+/g)?.join(', '))

  expect(architecture).toContain(`\`${levels.join(' → ')}\``)
})

test('the tree in the manual has every feature', () => {
  const features = readdirSync(new URL('src/features/', project))

  expect(features.filter((name) => !architecture.includes(`─ ${name}/`))).toEqual([])
})
