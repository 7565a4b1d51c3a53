import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
export const project = fileURLToPath(new URL('../../', import.meta.url))

interface Packed {
  readonly tarball: string
  readonly files: readonly string[]
}

/** Compiles and packs `packages/` as they would be published, each from a folder of its own. */
export async function packPackages(folder: string): Promise<Readonly<Record<string, Packed>>> {
  const packed: Record<string, Packed> = {}
  for (const name of ['client', 'verify']) {
    const source = join(project, 'packages', name)
    const output = join(folder, name)
    const compiler = join(project, 'node_modules/.bin/tsc')
    await run(compiler, ['-p', source, '--outDir', join(output, 'build')])
    for (const file of ['package.json', 'README.md', 'LICENSE'])
      cpSync(join(source, file), join(output, file))
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], {
      cwd: output,
    })
    const [{ filename, files }] = JSON.parse(stdout)
    const paths = files.map(({ path }: { path: string }) => path)
    packed[name] = { tarball: join(folder, filename), files: paths.toSorted() }
  }
  return packed
}

/** Installs them in the folder as `npm install` would, and links what they and the examples depend on. */
export async function installPackages(
  folder: string,
  packed: Readonly<Record<string, Packed>>,
  dependencies: readonly string[],
): Promise<void> {
  mkdirSync(join(folder, 'node_modules'))
  for (const [name, { tarball }] of Object.entries(packed)) {
    await run('tar', ['-xzf', tarball, '-C', folder])
    const installed = join(folder, 'node_modules', `latchkey-${name}`)
    cpSync(join(folder, 'package'), installed, { recursive: true })
    rmSync(join(folder, 'package'), { recursive: true })
  }
  for (const name of dependencies) {
    symlinkSync(join(project, 'node_modules', name), join(folder, 'node_modules', name))
  }
}
