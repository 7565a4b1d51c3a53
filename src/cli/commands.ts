import type { Command } from 'commander'
import type { Terminal } from './terminal.ts'

/** A file that declares commands and does what they say. */
interface CommandFile {
  declare(command: Command, terminal: Terminal): void
}

type Load = () => Promise<CommandFile>

interface Listed {
  /** Its heading in the help. */
  readonly group: string
  readonly description: string
}

interface SingleCommand extends Listed {
  readonly file: Load
}

/** A noun with verbs, such as `users list`. */
export interface Noun extends Listed {
  readonly alias?: string
  readonly examples: readonly string[]
  /** By the verbs of each file, in the order of the help. */
  readonly files: Readonly<Record<string, Load>>
}

/** Every command by the file that declares it and does it. Only the file of the command that is called is loaded. */
export const commands: Readonly<Record<string, SingleCommand | Noun>> = {
  runserver: {
    group: 'Server:',
    description: 'serve the API',
    file: () => import('./commands/run-server.ts'),
  },
  migrate: {
    group: 'Server:',
    description: 'bring the database schema up to date',
    file: () => import('./commands/migrate.ts'),
  },
  backup: {
    group: 'Server:',
    description: 'back up the SQLite database while the server is running, once or regularly',
    file: () => import('./commands/backup.ts'),
  },
  restore: {
    group: 'Server:',
    description: 'put a copy into the place of the embedded database; the server is stopped',
    file: () => import('./commands/restore.ts'),
  },
  healthcheck: {
    group: 'Server:',
    description: 'check whether a running server is ready; exits with 0 or 1',
    file: () => import('./commands/healthcheck.ts'),
  },
  createsuperuser: {
    group: 'First steps:',
    description: 'create a user with all permissions',
    file: () => import('./commands/create-superuser.ts'),
  },
  changepassword: {
    group: 'First steps:',
    description: "set a user's password and end their sessions",
    file: () => import('./commands/change-password.ts'),
  },
  'setup-link': {
    group: 'First steps:',
    description: 'create a link for creating the first administrator in a browser',
    file: () => import('./commands/setup-link.ts'),
  },
  users: {
    group: 'Administration:',
    description: 'manage users',
    examples: ['latchkey users list', 'latchkey users deactivate bob@example.com'],
    files: {
      'list show': () => import('./commands/users/read.ts'),
      create: () => import('./commands/users/create.ts'),
      'activate deactivate delete restore unlock': () => import('./commands/users/change.ts'),
      'send-reset invite': () => import('./commands/users/links.ts'),
      confirm: () => import('./commands/users/confirm.ts'),
      export: () => import('./commands/users/export.ts'),
      import: () => import('./commands/users/import.ts'),
    },
  },
  groups: {
    group: 'Administration:',
    description: 'manage groups, their permissions and their members',
    examples: [
      'latchkey groups create Support users.view_user',
      'latchkey groups add-member Support bob@example.com',
    ],
    files: {
      'list show': () => import('./commands/groups/read.ts'),
      'create delete restore': () => import('./commands/groups/change.ts'),
      'grant revoke': () => import('./commands/groups/permissions.ts'),
      'add-member remove-member': () => import('./commands/groups/members.ts'),
    },
  },
  sessions: {
    group: 'Administration:',
    description: 'list and revoke sessions',
    examples: ['latchkey sessions list', 'latchkey sessions revoke --user bob@example.com'],
    files: { 'list revoke': () => import('./commands/sessions.ts') },
  },
  config: {
    group: 'Administration:',
    alias: 'constance',
    description: 'read and change settings',
    examples: ['latchkey config list', 'latchkey config set ACCESS_TOKEN_LIFETIME 60'],
    files: {
      'list get history': () => import('./commands/config/read.ts'),
      'set reset revert': () => import('./commands/config/change.ts'),
      'export import': () => import('./commands/config/file.ts'),
    },
  },
  email: {
    group: 'Administration:',
    description: 'test the mail server; list and retry emails; move texts',
    examples: ['latchkey email test --to you@example.com', 'latchkey email list'],
    files: {
      'test list show retry': () => import('./commands/email.ts'),
      'export-texts import-texts': () => import('./commands/email-texts.ts'),
    },
  },
  audit: {
    group: 'Administration:',
    description: 'verify and export the audit log',
    examples: ['latchkey audit verify', 'latchkey audit export > audit.jsonl'],
    files: { 'verify export': () => import('./commands/audit.ts') },
  },
  keys: {
    group: 'Administration:',
    description: 'list, rotate and revoke the keys that sign access tokens',
    examples: ['latchkey keys list', 'latchkey keys rotate'],
    files: { 'list rotate revoke': () => import('./commands/keys.ts') },
  },
  'import-django': {
    group: 'Migration:',
    description: 'import users, passwords, groups, settings and sessions from the Django server',
    file: () => import('./commands/import-django.ts'),
  },
  check: {
    group: 'Inspection:',
    description: 'look for problems; exits with 1 if there is an error',
    file: () => import('./commands/check.ts'),
  },
  doctor: {
    group: 'Inspection:',
    description:
      'check everything the server depends on and suggest fixes; exits with 1 if a check fails',
    file: () => import('./commands/doctor/doctor.ts'),
  },
  info: {
    group: 'Inspection:',
    description: 'show the effective configuration and the source of each value',
    file: () => import('./commands/info.ts'),
  },
  secret: {
    group: 'Inspection:',
    description: 'print a new random value for SECRET_KEY',
    file: () => import('./commands/secret.ts'),
  },
  openapi: {
    group: 'Inspection:',
    description: 'print the OpenAPI document of the API',
    file: () => import('./commands/openapi.ts'),
  },
  completion: {
    group: 'Inspection:',
    description: 'print a shell completion script',
    file: () => import('./commands/completion.ts'),
  },
}
