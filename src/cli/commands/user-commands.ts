import { type Command, Option } from 'commander'
import type { Terminal } from '../terminal.ts'
import { examples, json, limit, passwordFile, passwordStdin, yes } from './flags.ts'
import { userEmailCommands } from './user-email-commands.ts'
import { userFileCommands } from './user-file-commands.ts'

/** The first administrator, and lost passwords. */
export function superuserCommands(program: Command, terminal: Terminal): void {
  program
    .command('createsuperuser')
    .description('make a user who may do everything')
    .option('--email <email>', 'address of the superuser (else SUPERUSER_EMAIL, or it is asked)')
    .addOption(passwordStdin())
    .addOption(passwordFile())
    .option('--if-not-exists', 'succeed without a change when the address has an account')
    .option('--upsert', 'make an existing account a superuser with this password')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey createsuperuser --email admin@example.com',
        'SUPERUSER_EMAIL=… SUPERUSER_PASSWORD_FILE=… latchkey createsuperuser --no-input',
      ),
    )
    .action(async (options) =>
      (await import('../users/create-superuser.ts')).createSuperuser(terminal, options),
    )

  changePasswordCommand(program, terminal)
  setupLinkCommand(program, terminal)
}

function changePasswordCommand(program: Command, terminal: Terminal): void {
  program
    .command('changepassword')
    .description('set the password of a user; the sessions of the user end')
    .argument('<user>', 'email address or id')
    .addOption(passwordStdin())
    .addOption(passwordFile())
    .option('--keep-sessions', 'let the sessions go on')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey changepassword bob@example.com',
        'latchkey changepassword bob@example.com --password-stdin < password.txt',
      ),
    )
    .action(async (user, options) =>
      (await import('../users/change-password.ts')).changePassword(terminal, user, options),
    )
}

function setupLinkCommand(program: Command, terminal: Terminal): void {
  program
    .command('setup-link')
    .description('make the link with which the first administrator is made in a browser')
    .addOption(json())
    .addHelpText('after', examples('latchkey setup-link', 'latchkey setup-link --json'))
    .action(async (options) =>
      (await import('../users/setup-link.ts')).setupLink(terminal, options),
    )
}

/** The users of the server. */
export function userCommands(program: Command, terminal: Terminal): void {
  const users = program
    .command('users')
    .description('administer users')
    .addHelpText(
      'after',
      examples('latchkey users list', 'latchkey users deactivate bob@example.com'),
    )
  readingCommands(users, terminal)
  creatingCommand(users, terminal)
  changingCommands(users, terminal)
  lettingInCommands(users, terminal)
  userEmailCommands(users, terminal)
  userFileCommands(users, terminal)
}

function readingCommands(users: Command, terminal: Terminal): void {
  const load = () => import('../users/read-users.ts')

  users
    .command('list')
    .description('list users, the newest first')
    .option('--search <text>', 'only whose email address or username begins so')
    .addOption(
      new Option('--state <state>', 'only in this state; deleted users are shown only so').choices([
        'active',
        'deactivated',
        'locked',
        'deleted',
      ]),
    )
    .option('--staff', 'only staff')
    .option('--superusers', 'only superusers')
    .addOption(limit())
    .option('--before <id>', 'only users older than this one: the next page')
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey users list --superusers', 'latchkey users list --search bob@ --json'),
    )
    .action(async (options) => (await load()).listUsersCommand(terminal, options))

  users
    .command('show')
    .description('show a user')
    .argument('<user>', 'email address or id')
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey users show bob@example.com', 'latchkey users show 7 --json'),
    )
    .action(async (user, options) => (await load()).showUser(terminal, user, options))
}

function creatingCommand(users: Command, terminal: Terminal): void {
  users
    .command('create')
    .description('make a user; without a password nobody can log in until one is set')
    .argument('<email>', 'address of the user')
    .option('--username <name>', 'username')
    .option('--staff', 'may enter the console')
    .addOption(passwordStdin())
    .addOption(passwordFile())
    .option('--if-not-exists', 'succeed without a change when the address has an account')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey users create bob@example.com',
        'latchkey users create bob@example.com --password-stdin --json < password.txt',
      ),
    )
    .action(async (email, options) =>
      (await import('../users/create-user.ts')).createUserCommand(terminal, email, options),
    )
}

function changingCommands(users: Command, terminal: Terminal): void {
  const load = () => import('../users/change-users.ts')

  users
    .command('activate')
    .description('let a deactivated user in again')
    .argument('<user>', 'email address or id')
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey users activate bob@example.com', 'latchkey users activate 7 --json'),
    )
    .action(async (user, options) => (await load()).activate(terminal, user, options))

  users
    .command('deactivate')
    .description('lock a user out at once; the sessions of the user end')
    .argument('<user>', 'email address or id')
    .option('--reason <text>', 'why, for the other administrators')
    .option(
      '--until <time>',
      'when it ends by itself: after a duration such as 7d, or at a moment such as 2030-02-01T08:00Z',
    )
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey users deactivate bob@example.com',
        'latchkey users deactivate 7 --reason "on leave" --until 14d',
      ),
    )
    .action(async (user, options) => (await load()).deactivate(terminal, user, options))

  users
    .command('delete')
    .description('delete a user; restorable for 30 days')
    .argument('<user>', 'email address or id')
    .addOption(yes())
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey users delete bob@example.com', 'latchkey users delete 7 --yes --json'),
    )
    .action(async (user, options) => (await load()).remove(terminal, user, options))

  users
    .command('restore')
    .description('bring a deleted user back')
    .argument('<user>', 'email address or id')
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey users restore bob@example.com', 'latchkey users restore 7 --json'),
    )
    .action(async (user, options) => (await load()).restore(terminal, user, options))
}

function lettingInCommands(users: Command, terminal: Terminal): void {
  const load = () => import('../users/change-users.ts')

  users
    .command('unlock')
    .description('forget the failed logins of a user, who may log in again at once')
    .argument('<user>', 'email address or id')
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey users unlock bob@example.com', 'latchkey users unlock 7 --json'),
    )
    .action(async (user, options) => (await load()).unlock(terminal, user, options))
}
