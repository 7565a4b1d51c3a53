import type { Command } from 'commander'
import { readVariables } from '../../config/read-variables.ts'
import type { Context } from '../../context.ts'
import { ApiError, type FieldErrors } from '../../errors.ts'
import { createUser, validateUser } from '../../features/users/create-user.ts'
import { findUserByEmail } from '../../features/users/find-user.ts'
import { makeSuperuser } from '../../features/users/make-superuser.ts'
import { isActiveSuperuser } from '../../features/users/user.ts'
import type { User } from '../../features/users/user-repository.ts'
import { trim } from '../../text/trim.ts'
import { commandLineAdministrator, withContext } from '../command-context.ts'
import { withDotEnv } from '../dot-env.ts'
import { CommandError } from '../exit-codes.ts'
import { examples, json, passwordFile, passwordStdin } from '../flags.ts'
import type { OutputOptions } from '../output.ts'
import { ask } from '../prompt.ts'
import { type PasswordOptions, readNewPassword } from '../read-password.ts'
import { complain, printJson, report, type Terminal } from '../terminal.ts'
import { userDocument } from './users/user.ts'

export function declare(command: Command, terminal: Terminal): void {
  command
    .option(
      '--email <email>',
      'email address of the superuser (default: SUPERUSER_EMAIL, or a prompt)',
    )
    .addOption(passwordStdin())
    .addOption(passwordFile())
    .option('--if-not-exists', 'succeed without changes if the address already has an account')
    .option('--upsert', 'make an existing account a superuser with this password')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey createsuperuser --email admin@example.com',
        'SUPERUSER_EMAIL=… SUPERUSER_PASSWORD_FILE=… latchkey createsuperuser --no-input',
      ),
    )
    .action((options) => createSuperuser(terminal, options))
}

interface CreateSuperuserOptions extends OutputOptions, PasswordOptions {
  readonly email?: string
  readonly ifNotExists?: boolean
  readonly upsert?: boolean
}

const outcomes = {
  created: 'Superuser created successfully.',
  updated: 'Superuser updated successfully.',
  unchanged: 'already exists, unchanged.',
} as const

/** `latchkey createsuperuser`, in the words of the older program. */
async function createSuperuser(terminal: Terminal, options: CreateSuperuserOptions): Promise<void> {
  const variables = readVariables(withDotEnv(terminal.environment)).values
  const givenEmail = options.email ?? variables.SUPERUSER_EMAIL

  await withContext(withoutSuperuser(terminal), async (context) => {
    const email = givenEmail === undefined ? await askEmail(terminal, context) : trim(givenEmail)
    const existing = await findUserByEmail(context, email)
    if (existing && !options.upsert) return leave(terminal, existing, options)

    const issuesOf = async (password: string) =>
      issueTexts(await validateUser(context, { email, password }))
    const password = await readNewPassword(terminal, options, {
      fallback: variables.SUPERUSER_PASSWORD,
      issuesOf,
    })
    const administrator = commandLineAdministrator()
    const user = existing
      ? await makeSuperuser(context, existing, password, administrator)
      : await createUser(
          context,
          { email, password, isStaff: true, isSuperuser: true },
          administrator,
        )
    tell(terminal, user, existing ? 'updated' : 'created', options)
  })
}

function leave(terminal: Terminal, existing: User, options: CreateSuperuserOptions): void {
  if (!options.ifNotExists) {
    const message = `${existing.email} already has an account. Pass --if-not-exists to keep it or --upsert to change it.`
    throw new ApiError('conflict', { message })
  }
  if (!isActiveSuperuser(existing)) {
    const message = `${existing.email} exists but is not an active superuser. Pass --upsert to make it one.`
    throw new ApiError('conflict', { message })
  }
  tell(terminal, existing, 'unchanged', options)
}

function tell(
  terminal: Terminal,
  user: User,
  outcome: keyof typeof outcomes,
  { json }: OutputOptions,
): void {
  const sentence = outcomes[outcome]
  if (json) printJson(terminal, { ...userDocument(user), outcome })
  else report(terminal, outcome === 'unchanged' ? `${user.email} ${sentence}` : sentence)
}

const maxTries = 3

async function askEmail(terminal: Terminal, context: Context): Promise<string> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const email = trim(await ask(terminal, 'Email address: ', '--email or set SUPERUSER_EMAIL'))
    const issues = issueTexts(await validateUser(context, { email }))
    if (issues.length === 0) return email
    for (const issue of issues) complain(terminal, issue)
  }
  throw new CommandError('failed', 'No email address was entered.')
}

function issueTexts(issues: FieldErrors): string[] {
  return Object.values(issues).flat()
}

/** Either of the two may come from a flag or a prompt here, which the configuration as a whole cannot know. */
function withoutSuperuser(terminal: Terminal): Terminal {
  const names = ['SUPERUSER_EMAIL', 'SUPERUSER_PASSWORD', 'SUPERUSER_PASSWORD_FILE']
  const unset = names.flatMap((name) => [[name, ''] as const, [`DJANGO_${name}`, ''] as const])
  return { ...terminal, environment: { ...terminal.environment, ...Object.fromEntries(unset) } }
}
