import { describeUsers, listUsers } from '../../features/users/list-users.ts'
import { stateOf } from '../../features/users/user.ts'
import type { UserStateFilter } from '../../features/users/user-list-repository.ts'
import { withContext } from '../command-context.ts'
import { answer, type OutputOptions, safeText, shortTime, table } from '../output.ts'
import { newestFirst } from '../parse-options.ts'
import { remark, type Terminal } from '../terminal.ts'
import { describedUserDocument, roleOf } from './describe-user.ts'
import { getNamedUser } from './find-user.ts'

export interface ListOptions extends OutputOptions {
  readonly search?: string
  readonly state?: UserStateFilter
  readonly staff?: true
  readonly superusers?: true
  readonly limit: number
  readonly before?: string
}

/** `latchkey users list` */
export async function listUsersCommand(terminal: Terminal, options: ListOptions): Promise<void> {
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
    lines: table(
      ['ID', 'EMAIL', 'STATE', 'ROLE', 'SESSIONS', 'LAST LOG-IN'],
      items.map(({ user, activeSessions }) => [
        user.id,
        user.email,
        stateOf(user),
        roleOf(user),
        activeSessions,
        shortTime(user.lastLoginAt),
      ]),
    ),
  })
  if (next && !options.json) remark(terminal, `There are more: --before ${next.id}`)
}

/** `latchkey users show` */
export async function showUser(
  terminal: Terminal,
  name: string,
  options: OutputOptions,
): Promise<void> {
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
