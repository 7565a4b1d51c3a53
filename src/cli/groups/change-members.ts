import type { Context } from '../../context.ts'
import { changeMembers } from '../../features/groups/change-members.ts'
import { readGroup } from '../../features/groups/read-groups.ts'
import { describeUsers } from '../../features/users/list-users.ts'
import type { User } from '../../features/users/user-repository.ts'
import { commandLineAdministrator, withContext } from '../command-context.ts'
import type { OutputOptions } from '../output.ts'
import { printJson, report, type Terminal } from '../terminal.ts'
import { getNamedUser } from '../users/find-user.ts'
import { counted, groupDocument } from './describe-group.ts'
import { getActiveGroup } from './find-group.ts'

export interface ChangeMembersOptions extends OutputOptions {
  readonly dryRun?: boolean
}

export interface MembersOfGroup {
  readonly name: string
  /** Email addresses or ids. */
  readonly users: readonly string[]
}

/** `latchkey groups add-member` */
export function addMembers(
  terminal: Terminal,
  members: MembersOfGroup,
  options: ChangeMembersOptions,
): Promise<void> {
  return change(terminal, members, options, true)
}

/** `latchkey groups remove-member` */
export function removeMembers(
  terminal: Terminal,
  members: MembersOfGroup,
  options: ChangeMembersOptions,
): Promise<void> {
  return change(terminal, members, options, false)
}

async function change(
  terminal: Terminal,
  { name, users: names }: MembersOfGroup,
  { json, dryRun = false }: ChangeMembersOptions,
  isMember: boolean,
): Promise<void> {
  await withContext(terminal, async (context) => {
    const { id: groupId } = await getActiveGroup(context, name)
    // All of them first: one that is mistyped stops the command before it has changed anything.
    const users = await usersToMove(context, names, { groupId, isMember })
    const ids = users.map(({ id }) => id)
    const input = { groupId, add: isMember ? ids : [], remove: isMember ? [] : ids }
    const group = dryRun
      ? await readGroup(context, groupId)
      : await changeMembers(context, input, commandLineAdministrator())

    const changed = users.map(({ id, email }) => ({ id, email }))
    if (json) printJson(terminal, { ...groupDocument(group), changed, dry_run: dryRun })
    else report(terminal, `${outcomeOf(users, dryRun)} ${mutations[`${isMember}`]} ${group.name}.`)
  })
}

const mutations = { true: 'put into', false: 'taken out of' } as const

function outcomeOf({ length }: readonly User[], isDryRun: boolean): string {
  const verb = length === 1 ? 'was' : 'were'
  return `${counted(length, 'user')} ${isDryRun ? 'would be' : verb}`
}

interface UserInput {
  readonly groupId: number
  readonly isMember: boolean
}

/** Those of the named users who are not yet where they are input. */
async function usersToMove(
  context: Context,
  names: readonly string[],
  { groupId, isMember }: UserInput,
): Promise<User[]> {
  const users = new Map<number, User>()
  for (const name of names) {
    const user = await getNamedUser(context, name)
    users.set(user.id, user)
  }
  const described = await describeUsers(context, [...users.values()])
  return described
    .filter(({ groups }) => groups.some(({ id }) => id === groupId) !== isMember)
    .map(({ user }) => user)
}
