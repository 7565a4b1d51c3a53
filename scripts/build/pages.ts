import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type Rolldown } from 'vite'
import { listManualPages } from '../manual-pages.ts'
import { apiPages } from './api-pages.ts'
import { compressFiles } from './compress-files.ts'
import { writeHashed } from './hashed-files.ts'
import { highlightExamples } from './highlight-examples.ts'
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

/** Each style sheet of the pages is its parts in a row, so that every color and the frame exist once. */
const styles = {
  'browsable.css': ['assets/colors.css', 'assets/frame.css', 'assets/browsable.css'],
  'documents.css': ['assets/colors.css', 'assets/documents.css'],
  'manual.css': ['assets/colors.css', 'assets/frame.css', 'manual/manual.css'],
}

/** The scripts and style sheets of the pages, and those of the viewers; what the manual is rendered with. */
export async function buildPages(folder: string): Promise<void> {
  const endpoints = apiPages(JSON.parse(await readSource('../../openapi.json')))
  const bundles = Object.entries(scripts).map(
    async ([name, entry]) => [name, await bundle(entry)] as const,
  )
  const sheets = Object.entries(styles).map(
    async ([name, parts]) => [name, (await Promise.all(parts.map(readSource))).join('\n')] as const,
  )
  const icon = ['icon.svg', await readSource('assets/icon.svg')] as const
  const index = ['manual-index.json', manualIndex(endpoints)] as const
  await writeHashed(
    folder,
    await Promise.all([...bundles, ...sheets, icon, ...viewerFiles(), index]),
  )
  await compressFiles(folder)
  await copyLicenses(join(folder, 'licenses'))

  await mkdir(join(folder, 'manual'))
  const examples = await highlightExamples([...listManualPages(), ...endpoints])
  await writeFile(join(folder, 'manual/examples.json'), JSON.stringify(examples))
}

function readSource(path: string): Promise<string> {
  return readFile(join(sources, path), 'utf8')
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
