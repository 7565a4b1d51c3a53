import { inTransaction } from '../../context.ts'
import { hashRefreshToken, parseRefreshToken } from '../../crypto/refresh-token.ts'
import { type DjangoRefreshToken, listDjangoRefreshTokens } from './django-repository.ts'
import { readId, readText, readTimestamp } from './django-values.ts'
import {
  deleteRemembered,
  listAllRemembered,
  listRemembered,
  type Remembered,
  upsertRemembered,
} from './import-memory-repository.ts'
import { chunksOf, type ImportRun, pagesById } from './import-run.ts'
import {
  endUnusedSessions,
  type ImportedSession,
  insertImportedSessions,
} from './import-target-repository.ts'

/**
 * Imports the refresh tokens that are still valid, so that nobody is logged out: theirs have the shape of the first
 * token of a session here. Tokens that were used or deleted there since the last import end here.
 */
export async function importSessions(run: ImportRun): Promise<void> {
  if (!run.schema.hasRefreshTokens) return
  const seen = new Set<string>()
  for await (const rows of pagesById((page) => listDjangoRefreshTokens(run.source, page))) {
    const valid = rows.filter(({ expires_at }) => expiryOf(expires_at) > run.context.now())
    for (const { id } of valid) seen.add(String(id))
    run.report.count('sessions', 'found', valid.length)
    await importPage(run, valid)
  }
  await endVanished(run, seen)
}

function expiryOf(value: unknown): number {
  return readTimestamp(value) ?? 0
}

interface NewSession {
  readonly key: string
  readonly session: ImportedSession
}

async function importPage(run: ImportRun, rows: readonly DjangoRefreshToken[]): Promise<void> {
  const keys = rows.map(({ id }) => String(id))
  const remembered = await listRemembered(run.context.db, 'session', keys)
  const sessions = rows.flatMap((row): NewSession[] => {
    if (remembered.has(String(row.id))) {
      run.report.count('sessions', 'unchanged')
      return []
    }
    const session = readSession(run, row)
    return session ? [{ key: String(row.id), session }] : []
  })
  if (!run.isDryRun) await writePage(run, sessions)
  run.report.count('sessions', 'new', sessions.length)
}

function readSession(run: ImportRun, row: DjangoRefreshToken): ImportedSession | undefined {
  const reject = (column: string, value: string, reason: string) => {
    run.report.reject({ kind: 'sessions', row: String(row.id), column, value, reason })
    return undefined
  }
  const userId = readId(row.user_id)
  if (!run.userIds.has(userId)) {
    return reject('user_id', String(userId), 'This user was not imported.')
  }
  const token = parseRefreshToken(readText(row.token))
  if (!token) return reject('token', '(hidden)', 'This is not a UUID.')

  const [key] = run.context.secrets.refreshTokens
  const { selectorHash, verifierHash } = hashRefreshToken(key, token)
  const createdAt = readTimestamp(row.created_at) ?? run.context.now()
  return {
    selector_hash: selectorHash,
    verifier_hash: verifierHash,
    user_id: userId,
    created_at: createdAt,
    rotated_at: createdAt,
    expires_at: expiryOf(row.expires_at),
  }
}

async function writePage(run: ImportRun, sessions: readonly NewSession[]): Promise<void> {
  await inTransaction(run.context, async ({ db, now }) => {
    const ids = await insertImportedSessions(
      db,
      sessions.map(({ session }) => session),
    )
    const remembered = sessions.map(
      ({ key, session }): Remembered => ({
        key,
        targetId: ids.get(session.selector_hash) ?? null,
        digests: {},
      }),
    )
    await upsertRemembered(db, 'session', remembered, now())
  })
}

async function endVanished(run: ImportRun, seen: ReadonlySet<string>): Promise<void> {
  const all = await listAllRemembered(run.context.db, 'session')
  const vanished = all.filter(({ key }) => !seen.has(key))
  for (const chunk of chunksOf(vanished)) {
    const ids = chunk.flatMap(({ targetId }) => targetId ?? [])
    if (!run.isDryRun) {
      await inTransaction(run.context, async ({ db, now }) => {
        await endUnusedSessions(db, ids, now())
        await deleteRemembered(
          db,
          'session',
          chunk.map(({ key }) => key),
        )
      })
    }
    run.report.count('sessions', 'updated', chunk.length)
  }
}
