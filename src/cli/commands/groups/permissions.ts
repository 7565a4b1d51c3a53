import type { Command } from 'commander'
import type { Context } from '../../../context.ts'
import { changeGroup, permissionDifference } from '../../../features/groups/change-group.ts'
import type { Group } from '../../../features/groups/group.ts'
import { assertKnownPermissions } from '../../../features/permissions/known-permissions.ts'
import { commandLineAdministrator, withContext } from '../../command-context.ts'
import { dryRun, examples, groupNameOrId, json } from '../../flags.ts'
import { counted, type OutputOptions } from '../../output.ts'
import { printJson, report, type Terminal } from '../../terminal.ts'
import { getActiveGroup, groupDocument } from './group.ts'

export function declare(groups: Command, terminal: Terminal): void {
  groups
    .command('grant')
    .description('grant permissions to all members of a group')
    .argument('<group>', groupNameOrId)
    .argument('<permissions...>', 'permissions, such as users.view_user')
    .addOption(dryRun())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey groups grant Support sessions.view_session sessions.revoke_session',
        'latchkey groups grant Support users.change_user --dry-run',
      ),
    )
    .action((name, permissions, options) => grant(terminal, { name, permissions }, options))

  groups
    .command('revoke')
    .description('revoke permissions from a group; members keep those they have from elsewhere')
    .argument('<group>', groupNameOrId)
    .argument('<permissions...>', 'permissions, such as users.view_user')
    .addOption(dryRun())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey groups revoke Support sessions.revoke_session',
        'latchkey groups revoke Support users.change_user --dry-run --json',
      ),
    )
    .action((name, permissions, options) => revoke(terminal, { name, permissions }, options))
}

interface ChangePermissionsOptions extends OutputOptions {
  readonly dryRun?: boolean
}

interface PermissionsOfGroup {
  readonly name: string
  readonly permissions: readonly string[]
}

/** `latchkey groups grant` */
function grant(
  terminal: Terminal,
  { name, permissions }: PermissionsOfGroup,
  options: ChangePermissionsOptions,
): Promise<void> {
  return change(terminal, { name, permissions }, options, (held) => [...held, ...permissions])
}

/** `latchkey groups revoke` */
function revoke(
  terminal: Terminal,
  { name, permissions }: PermissionsOfGroup,
  options: ChangePermissionsOptions,
): Promise<void> {
  return change(terminal, { name, permissions }, options, (held) =>
    held.filter((code) => !permissions.includes(code)),
  )
}

async function change(
  terminal: Terminal,
  { name, permissions }: PermissionsOfGroup,
  { json, dryRun = false }: ChangePermissionsOptions,
  inputOf: (held: readonly string[]) => readonly string[],
): Promise<void> {
  assertKnownPermissions(permissions)
  await withContext(terminal, async (context) => {
    const before = await getActiveGroup(context, name)
    const input = { permissions: inputOf(before.permissions) }
    const difference = permissionDifference(before, input)
    const group = dryRun ? before : await apply(context, before, input)

    if (json) {
      const document = { ...groupDocument(group), affected_users: before.memberCount }
      return printJson(terminal, { ...document, ...difference, dry_run: dryRun })
    }
    const verbs = dryRun
      ? { gained: 'would gain', lost: 'would lose' }
      : { gained: 'gained', lost: 'lost' }
    report(terminal, sentenceOf(before, difference, verbs))
  })
}

/** On the very version that was looked at: what somebody else grants meanwhile is not taken away. */
function apply(
  context: Context,
  { id, version }: Group,
  change: { readonly permissions: readonly string[] },
): Promise<Group> {
  const request = { groupId: id, expectedVersion: version, change }
  return changeGroup(context, request, commandLineAdministrator())
}

function sentenceOf(
  { name, memberCount }: Group,
  { added, removed }: ReturnType<typeof permissionDifference>,
  verbs: { readonly gained: string; readonly lost: string },
): string {
  const parts = [
    ...(added.length > 0 ? [`${verbs.gained} ${added.join(', ')}`] : []),
    ...(removed.length > 0 ? [`${verbs.lost} ${removed.join(', ')}`] : []),
  ]
  if (parts.length === 0) return `${name} is unchanged.`
  return `${name} ${parts.join(' and ')}. It has ${counted(memberCount, 'member')}.`
}
