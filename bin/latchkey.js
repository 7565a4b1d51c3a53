#!/usr/bin/env node
// Plain JavaScript, so that a Node.js that cannot run the program can still say so.
import { existsSync, readdirSync, statSync } from 'node:fs'
// As a whole, because an older Node.js does not have the function that is used of it.
import * as nodeModule from 'node:module'

const leastMajor = 24
const major = Number(process.versions.node.split('.')[0])

if (major < leastMajor) {
  process.stderr.write(
    `Latchkey needs Node.js ${leastMajor} or newer; this is ${process.versions.node}. ` +
      'In its own folder, npm start and npx latchkey bring the right one.\n',
  )
  process.exit(3)
}

// Before the first source is read: from the second start on nothing is compiled and no type is stripped again.
nodeModule.enableCompileCache()

const compiled = new URL('../build/server/main.js', import.meta.url)
const sources = new URL('../src/', import.meta.url)
await import(isCurrent() ? compiled.href : new URL('main.ts', sources).href)

/** Whether what was compiled can run. A package has nothing else; in a checkout a source may be newer. */
function isCurrent() {
  if (!existsSync(sources)) return true
  const stamp = statSync(new URL('sources.sha256', compiled), { throwIfNoEntry: false })
  if (!stamp) return false
  return [sources, ...readdirSync(sources, { recursive: true })]
    .map((path) => statSync(new URL(path, sources)).mtimeMs)
    .every((changedAt) => changedAt <= stamp.mtimeMs)
}
