import { cp, mkdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { build, type Rolldown } from 'vite'
import { apiPage } from './api-page.ts'
import { compressFiles } from './compress-files.ts'
import { writeHashed } from './hashed-files.ts'
import { manualIndex } from './manual-index.ts'
import { project } from './project.ts'
import { licenseFiles, viewerFiles } from './viewers.ts'

const sources = join(project, 'src/pages')

const scripts = {
  'browsable.js': 'script/main.ts',
  'manual.js': 'script/manual.ts',
  'swagger.js': 'script/swagger.ts',
  'redoc.js': 'script/redoc.ts',
}

const copies = [
  'assets/browsable.css',
  'assets/documents.css',
  'assets/icon.svg',
  'manual/manual.css',
]

/** The scripts and style sheets of the pages, and those of the viewers. */
export async function buildPages(folder: string): Promise<void> {
  const bundles = Object.entries(scripts).map(
    async ([name, entry]) => [name, await bundle(entry)] as const,
  )
  const copied = copies.map(
    async (path) => [basename(path), await readFile(join(sources, path), 'utf8')] as const,
  )
  await writeHashed(
    folder,
    await Promise.all([...bundles, ...copied, ...viewerFiles(), searchIndex()]),
  )
  await compressFiles(folder)
  await copyLicenses(join(folder, 'licenses'))
}

async function searchIndex() {
  const document = JSON.parse(await readFile(join(project, 'openapi.json'), 'utf8'))
  return ['manual-index.json', manualIndex(apiPage(document))] as const
}

/** Classic scripts and not modules: they run before the first paint. */
async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: join(sources, entry), formats: ['iife'], name: 'latchkeyPages' },
    },
  })
  const outputs = [built].flat() as Rolldown.RolldownOutput[]
  const chunk = outputs.flatMap(({ output }) => output).find(({ type }) => type === 'chunk')
  if (chunk?.type !== 'chunk') throw new Error(`no script came out of ${entry}`)
  return chunk.code
}

async function copyLicenses(folder: string): Promise<void> {
  await mkdir(folder)
  for (const { from, name } of licenseFiles()) await cp(from, join(folder, name))
  // It is part of manual.js.
  await cp(join(project, 'node_modules/minisearch/LICENSE.txt'), join(folder, 'minisearch-LICENSE'))
}
