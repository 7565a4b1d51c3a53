import type { TransactionHandle } from '../../src/database/tables.ts'
import * as activity from '../../src/features/activity/activity-repository.ts'
import * as setupLinks from '../../src/features/admin/setup-link-repository.ts'
import * as audit from '../../src/features/audit/audit-repository.ts'
import * as emailLists from '../../src/features/email/email-list-repository.ts'
import * as emails from '../../src/features/email/email-repository.ts'
import * as emailTexts from '../../src/features/email/texts/email-text-repository.ts'
import * as groups from '../../src/features/groups/group-repository.ts'
import * as permissions from '../../src/features/permissions/permission-repository.ts'
import * as consoleSessionLists from '../../src/features/sessions/console-session-list-repository.ts'
import * as consoleSessions from '../../src/features/sessions/console-session-repository.ts'
import * as knownDevices from '../../src/features/sessions/known-device-repository.ts'
import * as sessionAuthentications from '../../src/features/sessions/session-authentication-repository.ts'
import * as sessionLists from '../../src/features/sessions/session-list-repository.ts'
import * as statistics from '../../src/features/statistics/statistics-repository.ts'
import * as memberships from '../../src/features/users/membership-repository.ts'
import * as userLists from '../../src/features/users/user-list-repository.ts'
import * as users from '../../src/features/users/user-repository.ts'

const validity = { now: 3, rotatedAfter: 1, createdAfter: 2 }
const ending = { reason: 'revoked', endedAt: 3, endedBy: 'somebody' } as const
const version = { id: 1, version: 2 }
const codes = ['users.view_user', 'users.add_user']
const firstPage = { isDescending: true, after: undefined, limit: 50 }
const nextPage = { ...firstPage, after: { value: 7, id: 8 } }
const byId = { ...firstPage, sort: 'id' } as const
const alive = { now: 3, usedAfter: 2 }
const device = { userId: 1, client: 'a', network: 'b' }
const consoleSession = {
  tokenHash: 'hash',
  userId: 1,
  createdAt: 3,
  expiresAt: 4,
  address: 'a',
  userAgent: 'b',
}
const entry = {
  at: 3,
  actorKind: 'user',
  actorId: 1,
  actor: 'a',
  action: 'user.change',
  result: 'success',
  code: undefined,
  objectType: 'user',
  objectId: '2',
  objectLabel: 'b',
  changes: { email: ['a', 'b'] },
  address: 'c',
  userAgent: 'd',
  requestId: 'e',
} as const

/** The statements of the management API and the console, each under its function. */
export const administrationStatements: Readonly<
  Record<string, (db: TransactionHandle) => Promise<unknown>>
> = {
  findUser: (db) => users.findUser(db, 1),
  findUserByNormalizedEmail: (db) => users.findUserByNormalizedEmail(db, 'i'),
  findPassword: (db) => users.findPassword(db, 1),
  findAuthenticatedAt: (db) =>
    sessionAuthentications.findAuthenticatedAt(db, { userId: 1, sessionId: 2 }, validity),
  updateAuthenticatedAt: (db) => sessionAuthentications.updateAuthenticatedAt(db, 2, 3),
  updateUser: (db) => users.updateUser(db, version, { isActive: false }, 3),
  deleteUserRow: (db) => users.deleteUserRow(db, version),
  hasActiveSuperuser: (db) => userLists.hasActiveSuperuser(db, [1]),
  listUserRows: (db) => userLists.listUserRows(db, {}, { ...nextPage, sort: 'created_at' }),
  'listUserRows, prefix': (db) => userLists.listUserRows(db, { search: 'a_b' }, byId),
  'listUserRows, substring': (db) =>
    userLists.listUserRows(db, { search: 'a_b', isSubstringSearch: true }, byId),
  'listUserRows, filters': (db) =>
    userLists.listUserRows(
      db,
      { states: ['active'], isStaff: true, groupId: 1, neverLoggedIn: true },
      byId,
    ),
  countUserRows: (db) => userLists.countUserRows(db, { states: ['deleted'] }, 10),
  listGroupsOfUsers: (db) => memberships.listGroupsOfUsers(db, [1, 2]),
  listActiveGroups: (db) => memberships.listActiveGroups(db, [1, 2]),
  insertMemberships: (db) => memberships.insertMemberships(db, [1, 2], [3]),
  deleteMemberships: (db) => memberships.deleteMemberships(db, [1, 2], [3]),
  listDirectCodes: (db) => memberships.listDirectCodes(db, 1),
  insertDirectPermissions: (db) => memberships.insertDirectPermissions(db, 1, codes),
  deleteDirectPermissions: (db) => memberships.deleteDirectPermissions(db, 1, codes),

  listGroupRows: (db) =>
    groups.listGroupRows(
      db,
      { namePrefix: 'a', includesDeleted: false },
      { ...nextPage, sort: 'name' },
    ),
  findGroupRowByName: (db) => groups.findGroupRowByName(db, 'a'),
  insertGroup: (db) => groups.insertGroup(db, { name: 'a', at: 3 }),
  updateGroup: (db) => groups.updateGroup(db, version, { deletedAt: 3 }, 3),
  countMembers: (db) => groups.countMembers(db, [1, 2]),
  listCodesByGroup: (db) => groups.listCodesByGroup(db, [1, 2]),
  insertGroupPermissions: (db) => groups.insertGroupPermissions(db, 1, codes),
  deleteGroupPermissions: (db) => groups.deleteGroupPermissions(db, 1, codes),
  listGrants: (db) => permissions.listGrants(db, [1]),

  listSessionRows: (db) =>
    sessionLists.listSessionRows(db, {}, validity, { ...nextPage, sort: 'id' }),
  'listSessionRows, filters': (db) =>
    sessionLists.listSessionRows(
      db,
      { emailPrefix: 'a', states: ['active', 'reused'], client: 'b', address: '10.1.2.3' },
      validity,
      byId,
    ),
  countSessionRows: (db) =>
    sessionLists.countSessionRows(db, { states: ['expired'] }, validity, 10),
  countSessionUsers: (db) => sessionLists.countSessionUsers(db, { userId: 1 }, validity),
  endMatchingSessions: (db) =>
    sessionLists.endMatchingSessions(db, { userId: 1, exceptId: 2 }, validity, ending),
  listMatchingIds: (db) =>
    sessionLists.listMatchingIds(db, { userId: 1 }, validity, { afterId: 2, limit: 1_000 }),
  countActiveSessions: (db) => sessionLists.countActiveSessions(db, [1, 2], validity),

  insertConsoleSession: (db) => consoleSessions.insertConsoleSession(db, consoleSession),
  findConsoleSession: (db) => consoleSessions.findConsoleSession(db, ['hash', 'previous']),
  updateConsoleSessionUsed: (db) => consoleSessions.updateConsoleSessionUsed(db, 1, 3),
  updateConsoleSessionAuthenticated: (db) =>
    consoleSessions.updateConsoleSessionAuthenticated(db, 1, 3),
  deleteConsoleSession: (db) => consoleSessions.deleteConsoleSession(db, 1),
  deleteConsoleSessionsOfUser: (db) => consoleSessions.deleteConsoleSessionsOfUser(db, 1, 2),
  deleteOldConsoleSessions: (db) =>
    consoleSessions.deleteOldConsoleSessions(db, { expiredBefore: 3, unusedSince: 2 }),
  listConsoleSessionRows: (db) =>
    consoleSessionLists.listConsoleSessionRows(db, alive, { ...byId, ...nextPage }),
  countConsoleSessionRows: (db) =>
    consoleSessionLists.countConsoleSessionRows(
      db,
      { ...alive, userId: 1, emailPrefix: 'a' },
      10_000,
    ),
  findListedConsoleSession: (db) => consoleSessionLists.findListedConsoleSession(db, alive, 1),
  deleteConsoleSessionWithin: (db) =>
    consoleSessionLists.deleteConsoleSessionWithin(db, 1, { ownId: 2, permissions: codes }),
  upsertKnownDevice: (db) => knownDevices.upsertKnownDevice(db, device, 3),
  hasOtherKnownDevice: (db) => knownDevices.hasOtherKnownDevice(db, device),
  listKnownDevices: (db) => knownDevices.listKnownDevices(db, 1),
  listOriginsOfSessions: (db) =>
    knownDevices.listOriginsOfSessions(db, { userId: 1, beforeId: 9, limit: 100 }),
  deleteOldKnownDevices: (db) => knownDevices.deleteOldKnownDevices(db, 3, 500),
  hasSetupLink: (db) => setupLinks.hasSetupLink(db, 3),
  isSetupLinkValid: (db) => setupLinks.isSetupLinkValid(db, ['hash'], 3),
  consumeSetupLink: (db) => setupLinks.consumeSetupLink(db, ['hash'], 3),

  insertAuditEntries: (db) => audit.insertAuditEntries(db, [entry], () => 'seal'),
  listAuditEntries: (db) => audit.listAuditEntries(db, {}, { ...nextPage, sort: 'id' }),
  'listAuditEntries, filters': (db) =>
    audit.listAuditEntries(
      db,
      { actorPrefix: 'a', action: 'user.', result: 'failure', objectId: '1', from: 1, to: 3 },
      byId,
    ),
  countAuditEntries: (db) => audit.countAuditEntries(db, { action: 'user.change' }, 10),
  listObjectEvents: (db) => audit.listObjectEvents(db, 'user', '1'),

  sumActivity: (db) => activity.sumActivity(db, { from: 0, to: 9, bucketMilliseconds: 3 }),
  findLastActiveAt: (db) => activity.findLastActiveAt(db, 1),
  countActiveUsers: (db) => statistics.countActiveUsers(db),
  countCreatedUsers: (db) => statistics.countCreatedUsers(db, 1, 3),
  countValidSessions: (db) => statistics.countValidSessions(db, validity),
  listEmails: (db) => emailLists.listEmails(db, {}, { ...byId, ...nextPage }),
  countEmails: (db) =>
    emailLists.countEmails(
      db,
      { states: ['due'], kind: 'test', recipientPrefix: 'a', userId: 1 },
      10_000,
    ),
  findEmail: (db) => emailLists.findEmail(db, 1),
  updateFailedToDue: (db) => emails.updateFailedToDue(db, 1, 3),
  insertTextChange: (db) =>
    emailTexts.insertTextChange(db, {
      kind: 'test',
      locale: 'en',
      subject: 'a',
      body: 'b',
      changedAt: 3,
      actorId: 1,
      actor: 'c',
      source: 'console',
    }),
  findLatestTextChange: (db) => emailTexts.findLatestTextChange(db, { kind: 'test', locale: 'en' }),
  listLatestTextChanges: (db) => emailTexts.listLatestTextChanges(db),
  listTextChanges: (db) =>
    emailTexts.listTextChanges(db, { kind: 'test', locale: 'en' }, { ...byId, ...nextPage }),
}
