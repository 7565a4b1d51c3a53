import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('../../', import.meta.url))
const leftOut = new Set(['.git', 'data', 'node_modules'])

export interface Checkout {
  readonly folder: string
  remove(): void
}

/** A copy of the project, built or not, which a test may change. It shares what npm installed. */
export function copyCheckout({ isBuilt }: { readonly isBuilt: boolean }): Checkout {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'latchkey-checkout-')))
  const isWanted = (path: string) => {
    const name = relative(project, path)
    return !leftOut.has(name) && (isBuilt || name !== 'build')
  }
  cpSync(project, folder, { recursive: true, filter: isWanted })
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
