import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

const memory = '/dev/shm'
const leastBytes = 4 * 2 ** 30

/** Where databases of tests live: in memory where there is plenty, because nobody needs to wait for a disk to keep them. */
export const scratchFolder = hasRoom(memory) ? memory : tmpdir()

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize >= leastBytes
  } catch {
    return false
  }
}
