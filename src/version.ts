import { readFileSync } from 'node:fs'

/** The version of the program, from its package.json. */
export const version: string = JSON.parse(readProjectFile('package.json')).version

/** The commit that is checked out, where the program runs from a plain checkout. */
export function checkedOutCommit(): string | undefined {
  try {
    const head = readProjectFile('.git/HEAD').trim()
    return head.startsWith('ref: ') ? readProjectFile(`.git/${head.slice(5)}`).trim() : head
  } catch {
    return undefined
  }
}

function readProjectFile(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
}
