import type { Context } from '../../context.ts'
import type { DatabaseLocation } from '../../database/connect.ts'
import { connectReadOnly, readSnapshot } from '../../database/connect-read-only.ts'
import { announceImportedHashes } from '../authentication/decoy-hashes.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { readDjangoSchema } from './django-repository.ts'
import { importGroups } from './import-groups.ts'
import { importLinks } from './import-links.ts'
import { ImportReport } from './import-report.ts'
import type { ImportRun, Preference } from './import-run.ts'
import { importSessions } from './import-sessions.ts'
import { importSettings } from './import-settings.ts'
import { advanceSequences } from './import-target-repository.ts'
import { importUsers } from './import-users.ts'

export interface DjangoImportOptions {
  /** Django's name of the users table. */
  readonly usersTable: string
  /** Which of several users with one email is taken; absent: none of them. */
  readonly preference: Preference | undefined
  readonly isDryRun: boolean
  readonly withSessions: boolean
}

/**
 * Copies everything from the database of the Django server that has a counterpart here, and never writes there. It may
 * be run again: only what is new or changed there since is taken, and nothing that was changed here is overwritten.
 *
 * @throws {ForeignSchemaError} when it is not such a database.
 */
export async function importDjango(
  context: Context,
  location: DatabaseLocation,
  options: DjangoImportOptions,
  caller: Administrator,
): Promise<ImportReport> {
  const database = connectReadOnly(location)
  try {
    return await readSnapshot(database, location, async (source) => {
      const run: ImportRun = {
        context,
        caller,
        source,
        schema: await readDjangoSchema(source, options.usersTable),
        report: new ImportReport(),
        isDryRun: options.isDryRun,
        preference: options.preference,
        userIds: new Set(),
        groupIds: new Map(),
      }
      await importSettings(run)
      await importUsers(run)
      await importGroups(run)
      await importLinks(run)
      if (options.withSessions) await importSessions(run)
      if (!options.isDryRun) {
        await advanceSequences(context.db)
        await announceImportedHashes(context)
      }
      return run.report
    })
  } finally {
    await database.destroy()
  }
}
