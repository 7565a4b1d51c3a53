import { readFileSync } from 'node:fs'
import { projectFolder } from './project-folder.ts'

/** The version of the program, from its package.json. */
export const version: string = JSON.parse(readProjectFile('package.json')).version

/** What this program was built of: the commit that is given, else the one that is checked out, if it is a checkout. */
export function commitOf(given: string | undefined): string | undefined {
  return given ?? checkedOutCommit()
}

function checkedOutCommit(): string | undefined {
  try {
    const head = readProjectFile('.git/HEAD').trim()
    return head.startsWith('ref: ') ? readProjectFile(`.git/${head.slice(5)}`).trim() : head
  } catch {
    return undefined
  }
}

function readProjectFile(path: string): string {
  return readFileSync(new URL(path, projectFolder), 'utf8')
}
