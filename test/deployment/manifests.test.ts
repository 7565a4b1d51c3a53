import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { variables } from '../../src/config/variables.ts'
import { settingKeys } from '../../src/features/settings/definitions.ts'

const project = new URL('../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, project), 'utf8')

/** Names the server reads, and the one that its PostgreSQL driver reads. */
const known = new Set<string>([
  ...Object.keys(variables),
  ...Object.keys(variables).map((name) => `${name}_FILE`),
  ...settingKeys,
  'PGSSLMODE',
])
const unknownIn = (names: readonly string[]) => names.filter((name) => !known.has(name))

test('compose.yaml sets only variables that the server reads', () => {
  const { services, secrets } = parse(read('compose.yaml'))

  expect(unknownIn(Object.keys(services.server.environment))).toEqual([])
  for (const name of [...services.server.secrets, ...services.database.secrets]) {
    expect(secrets).toHaveProperty(name)
  }
})

test('app.json asks only for variables that the server reads', () => {
  const { env } = JSON.parse(read('app.json'))

  expect(unknownIn(Object.keys(env))).toEqual([])
})

test('the manifests for Kubernetes are complete and set only variables that the server reads', () => {
  const folder = 'deploy/kubernetes'
  const files = readdirSync(new URL(folder, project))
  const { resources } = parse(read(`${folder}/kustomization.yaml`))
  const { data } = parse(read(`${folder}/config.yaml`))

  expect(files.toSorted()).toEqual([...resources, 'kustomization.yaml'].toSorted())
  expect(unknownIn(Object.keys(data))).toEqual([])
  for (const file of files) {
    for (const document of parseAllDocuments(read(`${folder}/${file}`))) {
      expect(document.errors, file).toEqual([])
    }
  }
})

test('the Procfile migrates before it serves', () => {
  expect(read('Procfile')).toBe(
    'release: node bin/latchkey.js migrate\nweb: node bin/latchkey.js runserver\n',
  )
})

test('.env.example names every variable and every setting', () => {
  const names = [...read('.env.example').matchAll(/^#([A-Z0-9_]+)=/gm)].map(([, name]) => name)

  expect(names).toEqual([...Object.keys(variables), ...settingKeys])
})
