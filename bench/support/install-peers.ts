import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packages = [
  'better-auth',
  'express',
  'passport',
  'passport-local',
  'jsonwebtoken',
  'bcrypt',
] as const
const project = fileURLToPath(new URL('../../', import.meta.url))

export interface Peers {
  readonly folder: string
  readonly versions: Record<(typeof packages)[number], string>
  remove(): void
}

/** The newest of each into a temporary folder, beside our own better-sqlite3; none is a dependency of ours. */
export function installPeers(): Peers {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-peers-'))
  cpSync(join(project, 'bench/peers'), folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}')
  const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  execFileSync('npm', ['install', ...quietly, ...packages], { cwd: folder })
  const native = 'node_modules/better-sqlite3'
  rmSync(join(folder, native), { recursive: true, force: true })
  symlinkSync(join(project, native), join(folder, native))
  return {
    folder,
    versions: Object.fromEntries(
      packages.map((name) => [name, versionOf(folder, name)]),
    ) as Peers['versions'],
    remove: () => rmSync(folder, { recursive: true }),
  }
}

function versionOf(folder: string, name: string): string {
  const text = readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
