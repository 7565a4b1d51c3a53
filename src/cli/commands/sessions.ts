import { type Command, Option } from 'commander'
import type { Context } from '../../context.ts'
import { listSessions, type SessionInState } from '../../features/sessions/list-sessions.ts'
import {
  countRevocable,
  type Revocable,
  revokeSessions,
} from '../../features/sessions/revoke-sessions.ts'
import type {
  SessionFilter,
  SessionState,
} from '../../features/sessions/session-list-repository.ts'
import { durationText } from '../../text/duration.ts'
import { commandLineAdministrator, withContext } from '../command-context.ts'
import { CommandError } from '../exit-codes.ts'
import { dryRun, examples, json, limit, yes } from '../flags.ts'
import { answer, counted, isoTime, type OutputOptions, shortTime, table } from '../output.ts'
import { duration, newestFirst, positiveInteger } from '../parse-options.ts'
import { confirm } from '../prompt.ts'
import { printJson, remark, report, type Terminal } from '../terminal.ts'
import { getNamedUser } from './users/user.ts'

export function declare(sessions: Command, terminal: Terminal): void {
  declareList(sessions, terminal)
  declareRevoke(sessions, terminal)
}

function declareList(sessions: Command, terminal: Terminal): void {
  sessions
    .command('list')
    .description('list sessions, newest first')
    .option('--user <user>', "only this user's sessions: email address or ID")
    .addOption(
      new Option('--state <state>', 'only sessions in this state').choices([
        'active',
        'expired',
        'ended',
        'reused',
      ]),
    )
    .addOption(limit())
    .option('--before <id>', 'next page: only sessions with a lower ID than this')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey sessions list --user bob@example.com',
        'latchkey sessions list --state active --json',
      ),
    )
    .action((options) => listSessionsCommand(terminal, options))
}

interface ListSessionsOptions extends OutputOptions {
  readonly user?: string
  readonly state?: SessionState
  readonly limit: number | string
  readonly before?: string
}

/** `latchkey sessions list` */
async function listSessionsCommand(
  terminal: Terminal,
  options: ListSessionsOptions,
): Promise<void> {
  const { user, state } = options
  const page = newestFirst(options)
  const { items, next } = await withContext(terminal, async (context) => {
    const userId = user === undefined ? undefined : (await getNamedUser(context, user)).id
    return listSessions(context, { userId, states: state && [state] }, page)
  })

  answer(terminal, options, {
    document: { sessions: items.map(sessionDocument), next: next?.id ?? null },
    none: 'No sessions.',
    lines: table(
      ['ID', 'USER', 'STATE', 'STARTED', 'LAST USED', 'ADDRESS', 'CLIENT'],
      items.map(({ session, state }) => [
        session.id,
        session.email,
        state,
        shortTime(session.createdAt),
        shortTime(session.rotatedAt),
        session.lastAddress,
        session.userAgent?.slice(0, 40),
      ]),
    ),
  })
  if (next && !options.json) remark(terminal, `For the next page, pass --before ${next.id}.`)
}

function sessionDocument({ session, state }: SessionInState) {
  return {
    id: session.id,
    user: { id: session.userId, email: session.email },
    state,
    end_reason: session.endReason,
    ended_by: session.endedBy,
    ended_at: isoTime(session.endedAt),
    user_agent: session.userAgent,
    address: session.address,
    last_address: session.lastAddress,
    created_at: isoTime(session.createdAt),
    last_used_at: isoTime(session.rotatedAt),
    expires_at: isoTime(session.expiresAt),
    rotation_count: session.rotationCount,
  }
}

function declareRevoke(sessions: Command, terminal: Terminal): void {
  sessions
    .command('revoke')
    .description('revoke sessions immediately; access tokens remain valid until they expire')
    .argument('[ids...]', 'IDs of sessions (see sessions list)')
    .option('--user <user>', "this user's sessions: email address or ID")
    .option('--older-than <duration>', 'sessions not used for this long, such as 30d')
    .option('--all', 'the sessions of all users')
    .addOption(dryRun())
    .addOption(yes())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey sessions revoke --user bob@example.com --yes',
        'latchkey sessions revoke --older-than 30d --dry-run',
      ),
    )
    .action((ids, options) => revokeSessionsCommand(terminal, ids, options))
}

interface RevokeSessionsOptions extends OutputOptions {
  readonly user?: string
  readonly olderThan?: string
  readonly all?: boolean
  readonly dryRun?: boolean
  readonly yes?: boolean
}

/** `latchkey sessions revoke` */
async function revokeSessionsCommand(
  terminal: Terminal,
  ids: readonly string[],
  options: RevokeSessionsOptions,
): Promise<void> {
  const { user, olderThan, all, dryRun = false } = options
  if (ids.length === 0 && !user && !olderThan && !all) {
    throw new CommandError('usage', 'Specify sessions by ID, --user, --older-than or --all.')
  }
  if (all && (ids.length > 0 || user || olderThan)) {
    throw new CommandError('usage', '--all cannot be combined with IDs, --user or --older-than.')
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
        : `Revoked ${counted(revoked, 'session')}. Access tokens already issued keep working for up to ${durationText(lifetime)}.`,
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
  return revokeSessions(context, filter, commandLineAdministrator(), matched)
}

function textOf({ sessions, users }: Revocable): string {
  return `${counted(sessions, 'active session')} of ${counted(users, 'user')}`
}
