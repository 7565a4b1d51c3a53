import { expect, test } from 'vitest'
import { findLicenseFaults, findLockFileFaults } from '../../scripts/supply-chain/lock-file.ts'
import { findSecrets } from '../../scripts/supply-chain/secrets.ts'

const sound = { integrity: 'sha512-abc', license: 'MIT' }

function lockFileWith(found: object, dependencies = { one: '1.0.0' }) {
  const packages = { '': { dependencies }, 'node_modules/one': { ...sound, ...found } }
  return { lockfileVersion: 3, packages }
}

test.each([
  ['another source', lockFileWith({ resolved: 'https://evil.example/one.tgz' })],
  ['a weak checksum', lockFileWith({ integrity: 'sha1-abc' })],
  ['another version than package.json', lockFileWith({}, { one: '2.0.0' })],
])('a lock file with %s is a fault', (_name, lockFile) => {
  expect(findLockFileFaults(lockFile, { dependencies: { one: '1.0.0' } })).toHaveLength(1)
})

test('a sound lock file has no fault', () => {
  expect(findLockFileFaults(lockFileWith({}), { dependencies: { one: '1.0.0' } })).toEqual([])
})

test.each([
  ['MIT', false, 0],
  ['(MPL-2.0 OR Apache-2.0)', false, 0],
  ['MPL-2.0', true, 0],
  ['MPL-2.0', false, 1],
  ['AGPL-3.0', true, 1],
  [undefined, true, 1],
])('the license %s, of a tool: %s, makes %i faults', (license, dev, count) => {
  expect(findLicenseFaults(lockFileWith({ license, dev }))).toHaveLength(count)
})

test('a secret in the tree is named by file and line, and not repeated', () => {
  const key = `ghp_${'a1B2'.repeat(9)}`

  expect(findSecrets('src/a.ts', `first\nconst key = '${key}'`)).toEqual([
    'src/a.ts:2: a token of GitHub',
  ])
  expect(findSecrets('deploy/id_ed25519', '')).toHaveLength(1)
  expect(findSecrets('.env.example', 'SECRET_KEY=')).toEqual([])
})
