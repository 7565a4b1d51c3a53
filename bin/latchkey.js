#!/usr/bin/env -S node --max-semi-space-size=2 --liftoff-only
// Idle memory matters more here than a few collections: the young generation stays small, and what strips the
// types is compiled once instead of twice.
// Plain JavaScript, so that a Node.js that cannot run the program can still say so.
import { existsSync } from 'node:fs'
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

// A checkout runs its sources; a published package has the compiled ones alone.
const source = new URL('../src/main.ts', import.meta.url)
await import(existsSync(source) ? source.href : new URL('../dist/main.js', import.meta.url).href)
