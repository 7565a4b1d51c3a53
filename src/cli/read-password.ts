import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { trim } from '../text/trim.ts'
import { CommandError } from './exit-codes.ts'
import { askHidden } from './prompt.ts'
import { complain, type Terminal } from './terminal.ts'

/** The ways of giving a password; never as an argument, which every user of the machine could read. */
export interface PasswordOptions {
  readonly passwordStdin?: boolean
  readonly passwordFile?: string
}

export interface NewPasswordSources {
  /** From the environment, where a command reads one. */
  readonly fallback?: string | undefined
  /** What is wrong with a password that was typed, so that another can be. */
  readonly issuesOf: (password: string) => Promise<readonly string[]>
}

/** The new password from standard input, a file, the environment, or typed twice. */
export async function readNewPassword(
  terminal: Terminal,
  options: PasswordOptions,
  { fallback, issuesOf }: NewPasswordSources,
): Promise<string> {
  const given = (await readGivenPassword(terminal, options)) ?? fallback
  return given === undefined ? askTwice(terminal, issuesOf) : trim(given)
}

/** The password from standard input or a file; undefined when neither was named. */
export async function readGivenPassword(
  terminal: Terminal,
  { passwordStdin, passwordFile }: PasswordOptions,
): Promise<string | undefined> {
  if (passwordStdin && passwordFile !== undefined) {
    throw new CommandError('usage', 'Pass only one of --password-stdin and --password-file.')
  }
  if (passwordStdin) return required(await text(terminal.stdin), 'standard input')
  return passwordFile === undefined ? undefined : required(readFile(passwordFile), passwordFile)
}

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new CommandError('usage', `--password-file: cannot read ${path}.`)
  }
}

function required(content: string, source: string): string {
  // As everywhere else a password is set or checked, outer white space does not count.
  const password = trim(content)
  if (password === '') throw new CommandError('usage', `There is no password in ${source}.`)
  return password
}

const maxTries = 3
const passwordFlags = '--password-stdin or --password-file FILE'

async function askTwice(
  terminal: Terminal,
  issuesOf: NewPasswordSources['issuesOf'],
): Promise<string> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const password = trim(await askHidden(terminal, 'Password: ', passwordFlags))
    const again = trim(await askHidden(terminal, 'Password (again): ', passwordFlags))
    const issues = password === again ? await issuesOf(password) : ['The passwords do not match.']
    if (issues.length === 0) return password
    for (const issue of issues) complain(terminal, issue)
  }
  throw new CommandError('failed', 'No password was entered.')
}
