import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { pageBelow } from '../src/http/base-path.ts'
import { findManualText } from '../src/pages/manual/manual-text.ts'
import { renderManualPage } from '../src/pages/manual/render-manual-page.ts'
import { pageFiles } from '../src/pages/page-files.ts'
import { projectFolder } from '../src/project-folder.ts'

// `npm run site -- <folder>`: the manual as files that any web server can serve, at any path.
const folder = resolve(process.argv[2] ?? 'build/site')
const files = [pageFiles.icon, pageFiles.manualStyle, pageFiles.manualScript, pageFiles.manualIndex]

rmSync(folder, { recursive: true, force: true })
for (const file of files) {
  const name = basename(file)
  cpSync(new URL(`build/pages/${name}`, projectFolder), join(folder, 'assets', name))
}
for (const path of listPaths()) {
  const text = findManualText(path)
  if (!text) continue
  const page = renderManualPage(path, text, { isAlone: true })
  const up = path === '' ? '..' : `..${'/..'.repeat(path.split('/').length)}`
  const place = join(folder, 'docs', path)
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, 'index.html'), pageBelow(up, withAssets(page)))
}
writeFileSync(
  join(folder, 'index.html'),
  '<!doctype html><title>Latchkey manual</title><meta http-equiv="refresh" content="0; url=docs/"><a href="docs/">Latchkey manual</a>\n',
)
process.stdout.write(`The manual is in ${folder}: serve this folder, at any path.\n`)

function withAssets(page: string): string {
  return files.reduce((text, file) => text.replaceAll(file, `/assets/${basename(file)}`), page)
}

/** The paths of all pages below /docs/, also of those that the build adds. */
function listPaths(): string[] {
  const names = ['docs/', 'build/documents/manual/'].flatMap((each) =>
    readdirSync(new URL(each, projectFolder), { recursive: true, encoding: 'utf8' }),
  )
  return names
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.replaceAll('\\', '/').replace(/(^|\/)README\.md$|\.md$/, ''))
}
