import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = import.meta.dirname

/** One text that changes whenever the built console would: recorded in dist, compared by the check. */
export function hashConsoleSources(): string {
  const hash = createHash('sha256')
  for (const file of [...sourceFiles(), '../package-lock.json']) {
    hash.update(`${file}\0`).update(textOf(file)).update('\0')
  }
  return hash.digest('hex')
}

function sourceFiles(): string[] {
  const sources = readdirSync(join(folder, 'src'), { recursive: true, withFileTypes: true })
    // Types leave nothing in the bundle.
    .filter((entry) => entry.isFile() && entry.name !== 'answers.ts')
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  return ['index.html', 'vite.config.ts', ...sources].sort()
}

/** Of the lock file only what ends up in the bundle counts: other people's tools do not make it stale. */
function textOf(file: string): string {
  const text = readFileSync(join(folder, file), 'utf8')
  if (!file.endsWith('package-lock.json')) return text

  const { packages } = JSON.parse(text) as { packages: Record<string, { integrity?: string }> }
  const bundled =
    /^node_modules\/(@mantine|@tanstack|@floating-ui|react|react-dom|wouter|uplot|vite|rolldown)\b/
  return Object.keys(packages)
    .filter((name) => bundled.test(name))
    .sort()
    .map((name) => `${name} ${packages[name]?.integrity}`)
    .join('\n')
}
