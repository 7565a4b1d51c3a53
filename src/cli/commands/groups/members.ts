import type { Command } from 'commander'
import type { Context } from '../../../context.ts'
import { changeMembers } from '../../../features/groups/change-members.ts'
import { readGroup } from '../../../features/groups/read-groups.ts'
import { describeUsers } from '../../../features/users/list-users.ts'
import type { User } from '../../../features/users/user-repository.ts'
import { commandLineAdministrator, withContext } from '../../command-context.ts'
import { dryRun, examples, groupNameOrId, json } from '../../flags.ts'
import { counted, type OutputOptions } from '../../output.ts'
import { printJson, report, type Terminal } from '../../terminal.ts'
import { getNamedUser } from '../users/user.ts'
import { getActiveGroup, groupDocument } from './group.ts'

export function declare(groups: Command, terminal: Terminal): void {
  groups
    .command('add-member')
    .description('add users to a group')
    .argument('<group>', groupNameOrId)
    .argument('<users...>', 'email addresses or IDs')
    .addOption(dryRun())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey groups add-member Support bob@example.com eve@example.com',
        'latchkey groups add-member Support 7 --json',
      ),
    )
    .action((name, users, options) => addMembers(terminal, { name, users }, options))

  groups
    .command('remove-member')
    .description('remove users from a group')
    .argument('<group>', groupNameOrId)
    .argument('<users...>', 'email addresses or IDs')
    .addOption(dryRun())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey groups remove-member Support bob@example.com',
        'latchkey groups remove-member Support 7 8 --dry-run',
      ),
    )
    .action((name, users, options) => removeMembers(terminal, { name, users }, options))
}

interface ChangeMembersOptions extends OutputOptions {
  readonly dryRun?: boolean
}

interface MembersOfGroup {
  readonly name: string
  /** Email addresses or ids. */
  readonly users: readonly string[]
}

/** `latchkey groups add-member` */
function addMembers(
  terminal: Terminal,
  members: MembersOfGroup,
  options: ChangeMembersOptions,
): Promise<void> {
  return change(terminal, members, options, true)
}

/** `latchkey groups remove-member` */
function removeMembers(
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

const mutations = { true: 'added to', false: 'removed from' } as const

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
