import type { Context } from '../../context.ts'
import {
  countRevocable,
  type Revocable,
  revokeSessions,
} from '../../features/sessions/revoke-sessions.ts'
import type { SessionFilter } from '../../features/sessions/session-list-repository.ts'
import { commandLineAdministrator, withContext } from '../command-context.ts'
import { CommandError } from '../exit-codes.ts'
import type { OutputOptions } from '../output.ts'
import { duration, positiveInteger } from '../parse-options.ts'
import { confirm } from '../prompt.ts'
import { printJson, report, type Terminal } from '../terminal.ts'
import { getNamedUser } from '../users/find-user.ts'

export interface RevokeSessionsOptions extends OutputOptions {
  readonly user?: string
  readonly olderThan?: string
  readonly all?: boolean
  readonly dryRun?: boolean
  readonly yes?: boolean
}

/** `latchkey sessions revoke` */
export async function revokeSessionsCommand(
  terminal: Terminal,
  ids: readonly string[],
  options: RevokeSessionsOptions,
): Promise<void> {
  const { user, olderThan, all, dryRun = false } = options
  if (ids.length === 0 && !user && !olderThan && !all) {
    throw new CommandError('usage', 'Which sessions? Give ids, --user, --older-than or --all.')
  }
  if (all && (ids.length > 0 || user || olderThan)) {
    throw new CommandError('usage', '--all stands alone: the others narrow down what is meant.')
  }

  await withContext(terminal, async (context) => {
    const filter = await filterFrom(context, ids, options)
    const matched = await countRevocable(context, filter, commandLineAdministrator())
    const revoked = dryRun
      ? 0
      : await confirmAndRevoke(terminal, context, { filter, matched, options })

    const lifetime = context.settings.values.ACCESS_TOKEN_LIFETIME
    if (options.json) {
      return printJson(terminal, { dry_run: dryRun, matched: matched.sessions, revoked })
    }
    report(
      terminal,
      dryRun
        ? `Would revoke ${textOf(matched)}.`
        : `Revoked ${revoked} sessions. Access tokens already issued keep working for up to ${lifetime} s.`,
    )
  })
}

async function filterFrom(
  context: Context,
  ids: readonly string[],
  { user, olderThan }: RevokeSessionsOptions,
): Promise<SessionFilter> {
  return {
    ids: ids.length > 0 ? ids.map((id) => positiveInteger('ID', id)) : undefined,
    userId: user === undefined ? undefined : (await getNamedUser(context, user)).id,
    usedTo:
      olderThan === undefined
        ? undefined
        : context.now() - duration('--older-than', olderThan) * 1_000,
  }
}

interface Revoking {
  readonly filter: SessionFilter
  readonly matched: Revocable
  readonly options: RevokeSessionsOptions
}

async function confirmAndRevoke(
  terminal: Terminal,
  context: Context,
  { filter, matched, options }: Revoking,
): Promise<number> {
  if (matched.sessions === 0) return 0
  // One session that was named is not worth a question.
  if (filter.ids?.length !== 1) await confirm(terminal, `Revoke ${textOf(matched)}`, options)
  return revokeSessions(context, filter, commandLineAdministrator())
}

function textOf({ sessions, users }: Revocable): string {
  return `${sessions} active sessions of ${users} users`
}
