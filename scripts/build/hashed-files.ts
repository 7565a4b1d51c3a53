import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Writes files under names with hashes, and files.json, which has those names by the plain ones. */
export async function writeHashed(
  folder: string,
  contents: Iterable<readonly [name: string, content: string]>,
): Promise<void> {
  const names: Record<string, string> = {}
  for (const [name, content] of contents) {
    const hashed = hashedName(name, content)
    names[name] = hashed
    await writeFile(join(folder, hashed), content)
  }
  await writeFile(join(folder, 'files.json'), JSON.stringify(names))
}

/** `browsable.css` → `browsable.0123456789ab.css` */
function hashedName(name: string, content: string): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12)
  const dot = name.lastIndexOf('.')
  return `${name.slice(0, dot)}.${hash}${name.slice(dot)}`
}
