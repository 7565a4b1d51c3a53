import type { Command } from 'commander'
import type { Context } from '../../../context.ts'
import { createGroup, deleteGroup, restoreGroup } from '../../../features/groups/change-group.ts'
import type { Group } from '../../../features/groups/group.ts'
import { commandLineAdministrator, withContext } from '../../command-context.ts'
import { examples, groupNameOrId, json, yes } from '../../flags.ts'
import { counted, type OutputOptions } from '../../output.ts'
import { confirm } from '../../prompt.ts'
import { printJson, report, type Terminal } from '../../terminal.ts'
import { getNamedGroup, groupDocument } from './group.ts'

export function declare(groups: Command, terminal: Terminal): void {
  groups
    .command('create')
    .description('create a group')
    .argument('<name>', 'unique name of the group')
    .argument('[permissions...]', 'permissions of its members, such as users.view_user')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey groups create Support users.view_user sessions.view_session',
        'latchkey groups create "Key keepers" keys.view_key keys.rotate_key --json',
      ),
    )
    .action((name, permissions, options) =>
      createGroupCommand(terminal, { name, permissions }, options),
    )

  groups
    .command('delete')
    .description('delete a group; its members lose its permissions immediately')
    .argument('<group>', groupNameOrId)
    .addOption(yes())
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey groups delete Support', 'latchkey groups delete 7 --yes --json'),
    )
    .action((group, options) => removeGroup(terminal, group, options))

  groups
    .command('restore')
    .description('restore a deleted group with its members and permissions')
    .argument('<group>', 'ID of the group (see groups list --deleted)')
    .addOption(json())
    .addHelpText('after', examples('latchkey groups restore 7', 'latchkey groups restore 7 --json'))
    .action((group, options) => restore(terminal, group, options))
}

/** `latchkey groups create` */
async function createGroupCommand(
  terminal: Terminal,
  { name, permissions }: { readonly name: string; readonly permissions: readonly string[] },
  options: OutputOptions,
): Promise<void> {
  await withContext(terminal, async (context) => {
    const input = { name: name.trim(), permissions }
    const group = await createGroup(context, input, commandLineAdministrator())
    const granted = counted(group.permissions.length, 'permission')
    tell(terminal, options, group, `Created group ${group.id}, ${group.name}, with ${granted}.`)
  })
}

interface DeleteGroupOptions extends OutputOptions {
  readonly yes?: boolean
}

/** `latchkey groups delete` */
async function removeGroup(
  terminal: Terminal,
  name: string,
  options: DeleteGroupOptions,
): Promise<void> {
  await onGroup(terminal, name, async (context, { id, name, memberCount }) => {
    const mutation = `Delete the group ${name} and revoke its permissions from ${counted(memberCount, 'member')}`
    await confirm(terminal, mutation, options)
    const group = await deleteGroup(context, { groupId: id }, commandLineAdministrator())
    const wayBack = `To restore it: latchkey groups restore ${id}`
    tell(terminal, options, group, `${name} is deleted. ${wayBack}`)
  })
}

/** `latchkey groups restore` */
export async function restore(
  terminal: Terminal,
  name: string,
  options: OutputOptions,
): Promise<void> {
  await onGroup(terminal, name, async (context, { id }) => {
    const group = await restoreGroup(context, { groupId: id }, commandLineAdministrator())
    tell(terminal, options, group, `${group.name} is restored.`)
  })
}

function onGroup(
  terminal: Terminal,
  name: string,
  mutation: (context: Context, group: Group) => Promise<void>,
): Promise<void> {
  return withContext(terminal, async (context) =>
    mutation(context, await getNamedGroup(context, name)),
  )
}

function tell(terminal: Terminal, options: OutputOptions, group: Group, sentence: string): void {
  if (options.json) printJson(terminal, groupDocument(group))
  else report(terminal, sentence)
}
