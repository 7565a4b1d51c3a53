import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

interface Job {
  readonly permissions?: Readonly<Record<string, string>>
  readonly steps: readonly { readonly run?: string }[]
}

const folder = new URL('../../.github/workflows/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8')

describe.each(readdirSync(folder))('%s', (name) => {
  const text = read(name)
  const { permissions, jobs } = parse(text)

  test('may do nothing, except what a job says that it needs', () => {
    expect(permissions).toEqual({})
    for (const job of Object.values<Job>(jobs)) expect(job.permissions).toBeDefined()
  })

  test('pins every action by its commit, and says which version that is', () => {
    const actions = [...text.matchAll(/uses: (.+)$/gm)].map(([, action]) => action)

    expect(actions).not.toEqual([])
    for (const action of actions) expect(action).toMatch(/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })
})

test.each(['ci.yml', 'release.yml'])('%s runs what contributors run', (name) => {
  const { jobs } = parse(read(name))
  const steps = Object.values<Job>(jobs).flatMap((job) => job.steps)

  expect(steps.map(({ run }) => run)).toContain('.ci/run')
})

test('the changelog has notes for the version that would be released', () => {
  const project = new URL('../../', import.meta.url)
  const { version } = JSON.parse(readFileSync(new URL('package.json', project), 'utf8'))
  const changelog = readFileSync(new URL('CHANGELOG.md', project), 'utf8')

  expect(changelog).toContain(`\n## [${version}] `)
})
