import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { project } from './project.ts'

const { resolve } = createRequire(import.meta.url)
const compiler = join(dirname(resolve('@typescript/native/package.json')), 'bin/tsc')

/** Types are left out, not checked: that is `npm run types`. */
export async function buildServer(folder: string): Promise<void> {
  const config = join(project, 'tsconfig.build.json')
  const options = ['--project', config, '--noCheck', '--outDir', folder]
  await promisify(execFile)(process.execPath, [compiler, ...options])
}
