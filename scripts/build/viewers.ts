import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

interface Viewer {
  readonly files: readonly string[]
  readonly licenses: readonly string[]
}

/** What is taken of the packages of the two viewers; the rest of them, and what they depend on, is not used. */
const viewers: Readonly<Record<string, Viewer>> = {
  'swagger-ui-dist': {
    files: ['swagger-ui-bundle.js', 'swagger-ui.css'],
    licenses: ['LICENSE', 'NOTICE', 'swagger-ui-bundle.js.LICENSE.txt'],
  },
  redoc: {
    files: ['bundles/redoc.standalone.js'],
    licenses: ['LICENSE', 'bundles/redoc.standalone.js.LICENSE.txt'],
  },
}

const sourceMapReference =
  /\n?(\/\/# sourceMappingURL=[\w.-]+|\/\*# sourceMappingURL=[\w.-]+\s*\*\/)\s*$/
const redocLogo = /\w+\?\w+\.createElement\("img",\{alt:"redocly logo"[^}]*\}\):null/

/** Their names and contents, which ask no other host for anything. */
export function viewerFiles(): Promise<readonly [name: string, content: string]>[] {
  return pathsOf('files').map(async ({ path }) => {
    const text = await readFile(path, 'utf8')
    return [basename(path), withoutOutsideRequests(text)] as const
  })
}

/** What their licenses want to be passed on with them. */
export function licenseFiles(): { from: string; name: string }[] {
  return pathsOf('licenses').map(({ viewer, path }) => ({
    from: path,
    name: `${viewer}-${basename(path)}`,
  }))
}

function pathsOf(kind: keyof Viewer): { viewer: string; path: string }[] {
  const { resolve } = createRequire(import.meta.url)
  return Object.entries(viewers).flatMap(([viewer, paths]) => {
    const folder = dirname(resolve(`${viewer}/package.json`))
    return paths[kind].map((path) => ({ viewer, path: join(folder, path) }))
  })
}

/** The source maps are not served; the logo would be loaded from the vendor's host. */
function withoutOutsideRequests(text: string): string {
  return text.replace(sourceMapReference, '\n').replace(redocLogo, 'null')
}
