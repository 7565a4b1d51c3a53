import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { type Part, sourcesOfEveryPart } from './parts.ts'
import { project } from './project.ts'

/** In each built part: the digest of what it was built from. */
export const stampFile = 'sources.sha256'

export function isFresh(part: Part): boolean {
  const stamp = join(project, 'build', part.name, stampFile)
  const lookedAt = new Date()
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digestOf(part)) return false
  touch(stamp, lookedAt)
  return true
}

/** A text that is another one when a source is. */
export function digestOf({ sources }: Part): string {
  const hash = createHash('sha256')
  for (const file of [...sources, ...sourcesOfEveryPart].flatMap(filesOf)) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(project, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

function filesOf(source: string): string[] {
  const path = join(project, source)
  if (!statSync(path).isDirectory()) return [source]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(project.length))
    .sort()
}

/** The executable compares times, which a switch of branches changes without changing any source. */
function touch(stamp: string, time: Date): void {
  try {
    utimesSync(stamp, time, time)
  } catch {
    // A checkout that others own: sources run instead of what was compiled of them, which is the same.
  }
}
