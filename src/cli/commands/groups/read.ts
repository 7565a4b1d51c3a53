import type { Command } from 'commander'
import { listGroups } from '../../../features/groups/read-groups.ts'
import { listUsers } from '../../../features/users/list-users.ts'
import { withContext } from '../../command-context.ts'
import { examples, groupNameOrId, json, limit } from '../../flags.ts'
import { answer, type OutputOptions, safeText, table } from '../../output.ts'
import { newestFirst, positiveInteger } from '../../parse-options.ts'
import { remark, type Terminal } from '../../terminal.ts'
import { getNamedGroup, groupDocument } from './group.ts'

export function declare(groups: Command, terminal: Terminal): void {
  groups
    .command('list')
    .description('list groups, newest first')
    .option('--deleted', 'include deleted groups')
    .addOption(limit())
    .option('--before <id>', 'next page: only groups with a lower ID than this')
    .addOption(json())
    .addHelpText('after', examples('latchkey groups list', 'latchkey groups list --deleted --json'))
    .action((options) => listGroupsCommand(terminal, options))

  groups
    .command('show')
    .description('show a group and its members')
    .argument('<group>', groupNameOrId)
    .addOption(limit())
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey groups show Support', 'latchkey groups show Support --limit 500 --json'),
    )
    .action((group, options) => showGroup(terminal, group, options))
}

interface ListGroupsOptions extends OutputOptions {
  readonly deleted?: boolean
  readonly limit: number | string
  readonly before?: string
}

/** `latchkey groups list` */
async function listGroupsCommand(terminal: Terminal, options: ListGroupsOptions): Promise<void> {
  const page = newestFirst(options)
  const filter = { includesDeleted: options.deleted ?? false }
  const { items, next } = await withContext(terminal, (context) =>
    listGroups(context, filter, page),
  )

  answer(terminal, options, {
    document: { groups: items.map(groupDocument), next: next?.id ?? null },
    none: 'No groups.',
    lines: table(
      ['ID', 'NAME', 'STATE', 'MEMBERS', 'PERMISSIONS'],
      items.map((group) => [
        group.id,
        group.name,
        group.deletedAt === null ? 'active' : 'deleted',
        group.memberCount,
        group.permissions.join(' '),
      ]),
    ),
  })
  if (next && !options.json) remark(terminal, `For the next page, pass --before ${next.id}.`)
}

interface ShowGroupOptions extends OutputOptions {
  readonly limit: number | string
}

/** `latchkey groups show` */
async function showGroup(
  terminal: Terminal,
  name: string,
  options: ShowGroupOptions,
): Promise<void> {
  const limit = positiveInteger('--limit', options.limit)
  const { group, users } = await withContext(terminal, async (context) => {
    const group = await getNamedGroup(context, name)
    const page = { sort: 'email', isDescending: false, after: undefined, limit } as const
    return { group, users: await listUsers(context, { groupId: group.id }, page) }
  })
  const emails = users.items.map(({ user }) => user.email)

  const document = groupDocument(group)
  const fields = { ...document, permissions: group.permissions.join(' ') || '-' }
  answer(terminal, options, {
    document: {
      ...document,
      users: users.items.map(({ user }) => ({ id: user.id, email: user.email })),
    },
    lines: [
      ...Object.entries(fields).map(
        ([field, value]) => `${field.padEnd(12)} ${safeText(String(value ?? '-'))}`,
      ),
      ...(emails.length > 0 ? ['', ...emails.map(safeText)] : []),
    ],
  })
  if (users.next && !options.json)
    remark(terminal, 'There are more members. To show them, pass a higher --limit.')
}
