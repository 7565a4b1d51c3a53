import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findLicenseFaults, findLockFileFaults, type LockFile } from './supply-chain/lock-file.ts'
import { findSecrets } from './supply-chain/secrets.ts'

// `npm run supply-chain`: what is wrong with the dependencies and with what is committed. Needs no network.
const project = fileURLToPath(new URL('../', import.meta.url))
const read = (path: string) => readFileSync(`${project}${path}`, 'utf8')
const lockFile = JSON.parse(read('package-lock.json')) as LockFile
const files = execFileSync('git', ['ls-files', '-z'], { cwd: project, encoding: 'utf8' })
  .split('\0')
  .filter((path) => path !== '')

const faults = [
  ...findLockFileFaults(lockFile, JSON.parse(read('package.json'))),
  ...findLicenseFaults(lockFile),
  ...files.flatMap((path) => findSecrets(path, read(path))),
]
for (const fault of faults) process.stdout.write(`${fault}\n`)
if (faults.length > 0) process.exitCode = 1
