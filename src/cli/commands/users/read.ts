import { type Command, Option } from 'commander'
import { describeUsers, listUsers } from '../../../features/users/list-users.ts'
import { stateOf } from '../../../features/users/user.ts'
import type { UserStateFilter } from '../../../features/users/user-list-repository.ts'
import { withContext } from '../../command-context.ts'
import { examples, json, limit } from '../../flags.ts'
import { answer, type OutputOptions, safeText, shortTime, table } from '../../output.ts'
import { newestFirst } from '../../parse-options.ts'
import { remark, type Terminal } from '../../terminal.ts'
import { describedUserDocument, getNamedUser, roleOf } from './user.ts'

export function declare(users: Command, terminal: Terminal): void {
  users
    .command('list')
    .description('list users, newest first')
    .option('--search <text>', 'only users whose email address or username starts with this')
    .addOption(
      new Option(
        '--state <state>',
        'only users in this state; by default, all except deleted ones',
      ).choices(['active', 'deactivated', 'locked', 'deleted']),
    )
    .option('--staff', 'only staff')
    .option('--superusers', 'only superusers')
    .addOption(limit())
    .option('--before <id>', 'next page: only users with a lower ID than this')
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey users list --superusers', 'latchkey users list --search bob@ --json'),
    )
    .action((options) => listUsersCommand(terminal, options))

  users
    .command('show')
    .description('show a user')
    .argument('<user>', 'email address or ID')
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey users show bob@example.com', 'latchkey users show 7 --json'),
    )
    .action((user, options) => showUser(terminal, user, options))
}

interface ListOptions extends OutputOptions {
  readonly search?: string
  readonly state?: UserStateFilter
  readonly staff?: true
  readonly superusers?: true
  readonly limit: number | string
  readonly before?: string
}

/** `latchkey users list` */
async function listUsersCommand(terminal: Terminal, options: ListOptions): Promise<void> {
  const filter = {
    search: options.search,
    states: options.state && [options.state],
    isStaff: options.staff,
    isSuperuser: options.superusers,
  }
  const page = newestFirst(options)
  const { items, next } = await withContext(terminal, (context) => listUsers(context, filter, page))

  answer(terminal, options, {
    document: { users: items.map(describedUserDocument), next: next?.id ?? null },
    none: 'No users.',
    lines: table(
      ['ID', 'EMAIL', 'STATE', 'ROLE', 'SESSIONS', 'LAST LOGIN'],
      items.map(({ user, activeSessions, lockedUntil }) => [
        user.id,
        user.email,
        lockedUntil !== undefined && user.isActive ? 'locked' : stateOf(user),
        roleOf(user),
        activeSessions,
        shortTime(user.lastLoginAt),
      ]),
    ),
  })
  if (next && !options.json) remark(terminal, `For the next page, pass --before ${next.id}.`)
}

/** `latchkey users show` */
async function showUser(terminal: Terminal, name: string, options: OutputOptions): Promise<void> {
  const [described] = await withContext(terminal, async (context) =>
    describeUsers(context, [await getNamedUser(context, name)]),
  )
  if (!described) return
  const document = describedUserDocument(described)
  const groups = described.groups.map(({ name }) => name).join(', ')
  const fields = Object.entries({ ...document, groups }).map(
    ([field, value]) => `${field.padEnd(20)} ${safeText(String(value ?? '-'))}`,
  )
  answer(terminal, options, { document, lines: fields })
}
