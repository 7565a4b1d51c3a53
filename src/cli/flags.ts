import { Option } from 'commander'

// Flags that mean the same in every command are declared once.

export const json = () => new Option('--json', 'print one JSON document, also for errors')

export const yes = () => new Option('--yes', 'do not ask for confirmation')

export const dryRun = () => new Option('--dry-run', 'only show what would change')

export const comment = () =>
  new Option('--comment <text>', 'reason for the change, shown in the history')

export const limit = () => new Option('--limit <n>', 'maximum number of results').default(50)

export const passwordStdin = () =>
  new Option('--password-stdin', 'read the password from standard input')

export const passwordFile = () =>
  new Option('--password-file <path>', 'read the password from a file')

/** How a group is named on the command line. */
export const groupNameOrId = 'name or ID of the group'

/** The lines that end the help of every command. */
export function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`
}
