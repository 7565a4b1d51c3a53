import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stderr } from 'node:process'
import { lockBuilds } from './lock-builds.ts'
import { type Part, parts } from './parts.ts'
import { project } from './project.ts'
import { digestOf, isFresh, stampFile } from './stamps.ts'

const output = join(project, 'build')

/** Whether the development dependencies are installed. */
export function isBuildable(): boolean {
  try {
    import.meta.resolve('vite')
    return true
  } catch {
    return false
  }
}

/** Builds each part that is missing or older than its sources; two processes may do so at once. */
export async function build(): Promise<void> {
  if (parts.every(isFresh)) return
  const startedAt = performance.now()
  stderr.write('Building what is missing or older than its sources:\n')
  mkdirSync(output, { recursive: true })
  const unlock = lockBuilds(output)
  try {
    removeLeftovers()
    const stale = parts.filter((part) => !isFresh(part))
    let done = 0
    const finish = async (part: Part) => {
      await buildPart(part)
      done += 1
      stderr.write(`  ${done}/${stale.length} ${part.description}\n`)
    }
    // React and others decide by it what ends up in a bundle.
    process.env['NODE_ENV'] = 'production'
    await Promise.all(stale.map(finish))
  } finally {
    unlock()
  }
  stderr.write(`Built in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s\n`)
}

/** In a folder of its own, which then takes the place of the last one: no half of a part is ever served. */
async function buildPart(part: Part): Promise<void> {
  const digest = digestOf(part)
  const target = join(output, part.name)
  const [next, last] = temporaryFoldersOf(part)
  mkdirSync(next)
  await part.build(next)
  writeFileSync(join(next, stampFile), digest)

  if (existsSync(target)) renameSync(target, last)
  renameSync(next, target)
  rmSync(last, { recursive: true, force: true })
}

/** Of builds that were interrupted. */
function removeLeftovers(): void {
  for (const folder of parts.flatMap(temporaryFoldersOf)) {
    rmSync(folder, { recursive: true, force: true })
  }
}

function temporaryFoldersOf({ name }: Part): [next: string, last: string] {
  return [join(output, `.next-${name}`), join(output, `.last-${name}`)]
}
