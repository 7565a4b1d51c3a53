import { Option } from 'commander'

// Flags that mean the same in every command are declared once.

export const json = () => new Option('--json', 'answer as one JSON document, errors too')

export const yes = () => new Option('--yes', 'do not ask whether to go on')

export const dryRun = () => new Option('--dry-run', 'only say what would change')

export const comment = () => new Option('--comment <text>', 'why, for the history')

export const limit = () => new Option('--limit <n>', 'at most this many').default(50)

export const passwordStdin = () =>
  new Option('--password-stdin', 'read the password from standard input')

export const passwordFile = () =>
  new Option('--password-file <path>', 'read the password from a file')

/** How a group is named on the command line. */
export const groupNameOrId = 'name or id of the group'

/** The lines that end the help of every command. */
export function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`
}
