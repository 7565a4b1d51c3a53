import type { ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { freePort } from '../support/free-port.ts'
import { runOnPostgres } from '../support/postgres.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'
import { olderServerStatements } from './older-server.ts'
import { type Block, blocksOf, type Page, project } from './pages.ts'
import { openShell, type Shell, startInBackground, stopInBackground } from './shell.ts'

export const needsPostgres = ({ markdown }: Page) => markdown.includes('<!-- page: postgres -->')

export const isRunnable = ({ note, language }: Block) =>
  !note.startsWith('not run: ') && (language === 'sh' || language === 'sql')

/** Does what a page says, block by block, in an empty folder, and compares what it says will appear. */
export async function runPage(page: Page): Promise<void> {
  const blocks = blocksOf(page)
  const visit = await beginVisit(page)
  try {
    const startsItself = blocks.some(({ note }) => note === 'run: background')
    if (!startsItself) await startServer(visit, 'npm start')
    for (const block of blocks) await perform(visit, block)
  } finally {
    await endVisit(visit)
  }
}

interface Visit {
  readonly page: Page
  readonly folder: string
  readonly environment: NodeJS.ProcessEnv
  readonly shell: Shell
  readonly database: TestDatabase | undefined
  readonly servers: ChildProcess[]
  /** The ports of the page, 8000 and 8001, become these. */
  readonly ports: readonly [number, number]
  /** What the last block wrote. */
  output: string
}

async function beginVisit(page: Page): Promise<Visit> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-docs-'))
  const ports = [await freePort(), await freePort()] as const
  const database = needsPostgres(page) ? await createTestDatabase('postgres') : undefined
  if (database) await runOnPostgres(database.url, ...olderServerStatements)

  const environment = {
    PATH: [writeCommands(folder), dirname(process.execPath), process.env['PATH']].join(delimiter),
    HOME: folder,
    PORT: String(ports[0]),
    ...(database ? { DATABASE_URL: database.url } : {}),
  }
  symlinkSync(fileURLToPath(new URL('node_modules', project)), join(folder, 'node_modules'))
  const shell = openShell({ folder, environment })
  return { page, folder, environment, shell, database, servers: [], ports, output: '' }
}

async function endVisit(visit: Visit): Promise<void> {
  visit.shell.close()
  for (const server of visit.servers) await stopInBackground(server)
  await visit.database?.drop()
  rmSync(visit.folder, { recursive: true, force: true })
}

/** The pages speak from Latchkey's own folder, where npm is ready; here that is installed already. */
function writeCommands(folder: string): string {
  const commands = join(folder, '.commands')
  const latchkey = `exec node '${fileURLToPath(new URL('bin/latchkey.js', project))}'`
  mkdirSync(commands)
  writeFileSync(join(commands, 'npx'), `#!/bin/sh\nshift\n${latchkey} "$@"\n`, { mode: 0o755 })
  const npm = `#!/bin/sh\n[ "$1" = start ] || exit 0\n${latchkey} runserver\n`
  writeFileSync(join(commands, 'npm'), npm, { mode: 0o755 })
  return commands
}

async function perform(visit: Visit, block: Block): Promise<void> {
  const text = withPorts(visit, block.text)
  if (block.note.startsWith('file: ')) {
    writeFileSync(join(visit.folder, block.note.slice('file: '.length)), text)
  } else if (block.note === 'output') {
    expect(visit.output.trim(), `${visit.page.path}:${block.line}`).toMatch(patternOf(text))
  } else if (block.note.startsWith('run: background')) {
    await startServer(visit, text)
  } else if (isRunnable(block) && block.language === 'sql') {
    if (!visit.database) throw new Error(`${visit.page.path} has SQL but no database`)
    await runOnPostgres(visit.database.url, text)
  } else if (isRunnable(block)) {
    visit.output = await visit.shell.run(text)
  }
}

async function startServer(visit: Visit, script: string): Promise<void> {
  visit.servers.push(await startInBackground(script, visit))
}

function withPorts({ ports }: Visit, text: string): string {
  return text.replace(/\b800([01])\b/g, (_, digit) => String(ports[Number(digit)]))
}

/** The text as it stands, with `…` for anything. */
function patternOf(text: string): RegExp {
  const escaped = text.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll('…', '[^]*?')}$`)
}
