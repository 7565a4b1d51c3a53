import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { expect, test } from 'vitest'
import type { Database, Tables, TransactionHandle } from '../../src/database/tables.ts'
import * as activity from '../../src/features/activity/activity-repository.ts'
import * as audit from '../../src/features/audit/audit-repository.ts'
import * as attempts from '../../src/features/authentication/login-attempts-repository.ts'
import * as keys from '../../src/features/keys/key-repository.ts'
import * as leases from '../../src/features/operations/lease-repository.ts'
import * as processes from '../../src/features/operations/process-repository.ts'
import * as sessionEndings from '../../src/features/sessions/session-ending-repository.ts'
import * as sessionOpenings from '../../src/features/sessions/session-opening-repository.ts'
import * as sessions from '../../src/features/sessions/session-repository.ts'
import * as rotations from '../../src/features/sessions/session-rotation-repository.ts'
import * as settings from '../../src/features/settings/settings-repository.ts'
import * as profiles from '../../src/features/users/profile-repository.ts'
import * as users from '../../src/features/users/user-repository.ts'
import { administrationStatements } from './administration-statements.ts'

const token = { selectorHash: 'selector', verifierHash: 'verifier' }
const validity = { now: 3, rotatedAfter: 1, createdAfter: 2 }
const ending = { reason: 'logout', endedAt: 3, endedBy: 'somebody' } as const
const rotation = {
  sentAt: 9,
  ...token,
  ...validity,
  nextVerifierHash: 'next',
  expiresAt: 4,
  address: 'address',
}
const rotationColumns = {
  selectorHash: ['selector'],
  verifierHash: ['verifier'],
  nextVerifierHash: ['next'],
  address: ['address'],
  expiresAt: [4],
  now: [3],
  rotatedAfter: [1],
  createdAfter: [2],
  sentAt: [3],
}
const session = { ...token, userId: 1, createdAt: 3, expiresAt: 4, address: 'a', userAgent: 'b' }
const user = { email: 'e', normalizedEmail: 'i', passwordHash: 'h', createdAt: 3 }
const lease = { name: 'maintenance', holder: 'node', now: 3, expiresAt: 4 }
const serving = {
  id: 'id',
  host: 'host',
  pid: 1,
  version: '1.0.0',
  startedAt: 1,
  seenAt: 3,
  settingsRevision: 2,
}
const attempt = { key: 'account:x', userId: 1, now: 3, windowsOverAt: 1, limit: 10 }

/** The statements that decide about sessions, accounts, limits and settings, each under its function. */
const statements: Readonly<Record<string, (db: TransactionHandle) => Promise<unknown>>> = {
  updateSession: (db) => rotations.updateSession(db, rotation),
  updateSessions: (db) => rotations.updateSessions(db, rotationColumns),
  adoptSession: (db) =>
    rotations.adoptSession(db, { ...rotation, currentSelectorHash: 's', currentVerifierHash: 'v' }),
  findSessionState: (db) => sessions.findSessionState(db, 'selector', validity),
  insertSession: (db) => sessionOpenings.insertSession(db, session),
  endSession: (db) => sessionEndings.endSession(db, 1, ending),
  endUserSessions: (db) => sessionEndings.endUserSessions(db, 1, ending, 2),
  endExcessSessions: (db) =>
    sessionOpenings.endExcessSessions(db, { userId: 1, newestId: 2, keep: 3 }, validity, 3),
  listSessionIds: (db) => sessionEndings.listSessionIds(db, 1, 500),
  deleteOldSessions: (db) => sessionEndings.deleteOldSessions(db, { afterId: 1, lastId: 2 }, 3),
  insertAttempt: (db) => attempts.insertAttempt(db, attempt),
  detachAttempts: (db) => attempts.detachAttempts(db, 1),
  findWindow: (db) => attempts.findWindow(db, 'account:x'),
  deleteAttempts: (db) => attempts.deleteAttempts(db, 'account:x'),
  resetAttempts: (db) => attempts.resetAttempts(db, 'account:x'),
  settleFailedAttempt: (db) => attempts.settleFailedAttempt(db, 'account:x'),
  giveAttemptBack: (db) => attempts.giveAttemptBack(db, 'address:x'),
  giveAbandonedBack: (db) => attempts.giveAbandonedBack(db, 'address:x', 3),
  deleteOldAttempts: (db) => attempts.deleteOldAttempts(db, { before: 1, after: 9 }),
  insertUser: (db) => users.insertUser(db, user),
  isEmailTaken: (db) => users.isEmailTaken(db, 'i', 1),
  selectProfile: (db) => profiles.selectProfile(db, { id: 1 }),
  selectProfiles: (db) => profiles.selectProfiles(db, { ids: [1, null] }),
  findLoginUser: (db) => users.findLoginUser(db, 'i'),
  updateLastLogin: (db) => users.updateLastLogin(db, { userId: 1, verifiedHash: 'h', at: 3 }),
  updatePasswordHash: (db) => users.updatePasswordHash(db, { userId: 1, from: 'h', to: 'i' }),
  readStoredValues: (db) => settings.readStoredValues(db),
  upsertSetting: (db) => settings.upsertSetting(db, 'ACCESS_TOKEN_LIFETIME', 40, 3),
  deleteSetting: (db) => settings.deleteSetting(db, 'ACCESS_TOKEN_LIFETIME'),
  listLatestChanges: (db) => settings.listLatestChanges(db),
  listKeys: (db) => keys.listKeys(db),
  updateKeyRetirement: (db) => keys.updateKeyRetirement(db, 'kid', 3),
  updateKeyRevoked: (db) => keys.updateKeyRevoked(db, 'kid', 3),
  deleteAuditEntriesBefore: (db) =>
    audit.deleteAuditEntriesBefore(db, {
      before: 3,
      exempt: { objectType: 'setting', objectId: 'AUDIT_RETENTION', from: 2 },
      limit: 500,
    }),
  addToActivityHour: (db) =>
    activity.addToActivityHour(db, { hourAt: 0, event: 'login', count: 1 }),
  moveActiveUsers: (db) => activity.moveActiveUsers(db, [{ userId: 1, at: 3 }], 2),
  countActiveUsersSince: (db) => activity.countActiveUsersSince(db, 0, 9),
  takeLease: (db) => leases.takeLease(db, lease),
  upsertProcess: (db) => processes.upsertProcess(db, serving),
  deleteProcess: (db) => processes.deleteProcess(db, 'id'),
  deleteAbsentProcesses: (db) => processes.deleteAbsentProcesses(db, { from: 1, to: 5 }),
  listProcesses: (db) => processes.listProcesses(db, { from: 1, to: 5 }),
  ...administrationStatements,
}

const dialects = {
  sqlite: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
  postgres: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
}

test.each(['sqlite', 'postgres'] as const)(
  'the statements for %s are those that were reviewed',
  async (name) => {
    const sent: string[] = []
    const db: Database = new Kysely<Tables>({
      dialect: dialects[name],
      log: ({ query }) => void sent.push(query.sql),
    })

    const pages: string[] = []
    for (const [title, send] of Object.entries(statements)) {
      // No row comes back, which some of them do not expect.
      await send(db as TransactionHandle).catch(() => undefined)
      pages.push(`-- ${title}\n${sent.splice(0).map(folded).join(';\n')};\n`)
    }

    await expect(pages.join('\n')).toMatchFileSnapshot(`./sql/${name}.sql`)
  },
)

/** One clause on a line, and one row of many, so that a review sees what changed. */
function folded(statement: string): string {
  return statement
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?<=\))(, \(cast\(\S+ as bigint\), cast\(\S+ as bigint\)\))+/g, ', …')
    .replaceAll(/ (?=(set|from|where|values|on conflict|order by|limit|returning)\b)/g, '\n  ')
}
