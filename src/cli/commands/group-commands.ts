import type { Command } from 'commander'
import type { Terminal } from '../terminal.ts'
import { dryRun, examples, json, limit, yes } from './flags.ts'

/** The groups that give staff their permissions. */
export function groupCommands(program: Command, terminal: Terminal): void {
  const groups = program
    .command('groups')
    .description('administer groups: what their members may do, and who they are')
    .addHelpText(
      'after',
      examples(
        'latchkey groups create Support users.view_user',
        'latchkey groups add-member Support bob@example.com',
      ),
    )
  readingCommands(groups, terminal)
  wholeCommands(groups, terminal)
  permissionCommands(groups, terminal)
  memberCommands(groups, terminal)
}

const nameOrId = 'name or id of the group'

function readingCommands(groups: Command, terminal: Terminal): void {
  const load = () => import('../groups/read-groups.ts')

  groups
    .command('list')
    .description('list groups, the newest first')
    .option('--deleted', 'deleted groups too')
    .addOption(limit())
    .option('--before <id>', 'only groups older than this one: the next page')
    .addOption(json())
    .addHelpText('after', examples('latchkey groups list', 'latchkey groups list --deleted --json'))
    .action(async (options) => (await load()).listGroupsCommand(terminal, options))

  groups
    .command('show')
    .description('show a group and its members')
    .argument('<group>', nameOrId)
    .addOption(limit())
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey groups show Support', 'latchkey groups show Support --limit 500 --json'),
    )
    .action(async (group, options) => (await load()).showGroup(terminal, group, options))
}

function wholeCommands(groups: Command, terminal: Terminal): void {
  const load = () => import('../groups/change-groups.ts')

  groups
    .command('create')
    .description('make a group')
    .argument('<name>', 'its name; no other group has it')
    .argument('[permissions...]', 'what its members may do, such as users.view_user')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey groups create Support users.view_user sessions.view_session',
        'latchkey groups create "Key keepers" keys.view_key keys.rotate_key --json',
      ),
    )
    .action(async (name, permissions, options) =>
      (await load()).createGroupCommand(terminal, { name, permissions }, options),
    )

  groups
    .command('delete')
    .description('delete a group; its members lose its permissions at once')
    .argument('<group>', nameOrId)
    .addOption(yes())
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey groups delete Support', 'latchkey groups delete 7 --yes --json'),
    )
    .action(async (group, options) => (await load()).removeGroup(terminal, group, options))

  groups
    .command('restore')
    .description('bring a deleted group back, with its members and permissions')
    .argument('<group>', 'id of the group (groups list --deleted)')
    .addOption(json())
    .addHelpText('after', examples('latchkey groups restore 7', 'latchkey groups restore 7 --json'))
    .action(async (group, options) => (await load()).restore(terminal, group, options))
}

function permissionCommands(groups: Command, terminal: Terminal): void {
  const load = () => import('../groups/change-permissions.ts')

  groups
    .command('grant')
    .description('give permissions to all members of a group')
    .argument('<group>', nameOrId)
    .argument('<permissions...>', 'such as users.view_user')
    .addOption(dryRun())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey groups grant Support sessions.view_session sessions.revoke_session',
        'latchkey groups grant Support users.change_user --dry-run',
      ),
    )
    .action(async (name, permissions, options) =>
      (await load()).grant(terminal, { name, permissions }, options),
    )

  groups
    .command('revoke')
    .description('take permissions from a group; members keep what they hold otherwise')
    .argument('<group>', nameOrId)
    .argument('<permissions...>', 'such as users.view_user')
    .addOption(dryRun())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey groups revoke Support sessions.revoke_session',
        'latchkey groups revoke Support users.change_user --dry-run --json',
      ),
    )
    .action(async (name, permissions, options) =>
      (await load()).revoke(terminal, { name, permissions }, options),
    )
}

function memberCommands(groups: Command, terminal: Terminal): void {
  const load = () => import('../groups/change-members.ts')

  groups
    .command('add-member')
    .description('put users into a group')
    .argument('<group>', nameOrId)
    .argument('<users...>', 'email addresses or ids')
    .addOption(dryRun())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey groups add-member Support bob@example.com eve@example.com',
        'latchkey groups add-member Support 7 --json',
      ),
    )
    .action(async (name, users, options) =>
      (await load()).addMembers(terminal, { name, users }, options),
    )

  groups
    .command('remove-member')
    .description('take users out of a group')
    .argument('<group>', nameOrId)
    .argument('<users...>', 'email addresses or ids')
    .addOption(dryRun())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey groups remove-member Support bob@example.com',
        'latchkey groups remove-member Support 7 8 --dry-run',
      ),
    )
    .action(async (name, users, options) =>
      (await load()).removeMembers(terminal, { name, users }, options),
    )
}
