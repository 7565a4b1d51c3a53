import type { Command } from 'commander'
import { exitCodes } from '../src/cli/exit-codes.ts'
import { createProgram } from '../src/cli/program.ts'
import type { GeneratedFile } from './generated-file.ts'
import { codeSpan, markdownTable, referencePage } from './markdown.ts'

const introduction = `\`latchkey COMMAND --help\` says the same as this page. From a checkout the program is \`npx latchkey\`.

The answer is on standard output; progress, questions and complaints are on standard error. With \`--json\` the
answer is one document with stable keys, and a failure is one too: \`{"error": {"code": "…", "message": "…"}}\`.

Questions are asked only where somebody can answer them: on a terminal, without \`CI\` in the environment and
without \`--no-input\`. Elsewhere a missing answer ends the command with exit code 2 and the flag that gives it,
and what wants a confirmation with exit code 6 unless \`--yes\` is given. Passwords are never arguments.

A setting that is changed, a session that is revoked, a key that is rotated: every running server follows within
a second. Every change leaves an [audit event](audit-events.md) that names the user of the operating system.`

/** The manual's page about the command line. */
export async function generateCommandLinePage(): Promise<GeneratedFile[]> {
  const { stdin, stdout, stderr } = process
  const program = await createProgram({ environment: {}, stdin, stdout, stderr })
  const content = referencePage('Command line', 'src/cli/commands.ts', [
    introduction,
    '## Exit codes',
    markdownTable(
      ['Code', 'Meaning'],
      Object.values(exitCodes).map(([code, meaning]) => [codeSpan(code), meaning]),
    ),
    '## Flags of every command',
    optionTable(program),
    ...program.commands.flatMap((command) => describeCommand(command)),
  ])
  return [{ path: 'docs/reference/command-line.md', content }]
}

function describeCommand(command: Command, parents: readonly string[] = ['latchkey']): string[] {
  const path = [...parents, command.name()]
  const heading = `${'#'.repeat(path.length)} ${path.slice(1).join(' ')}`
  const aliases = command.aliases().map((alias) => ` Also: ${codeSpan(alias)}.`)
  const usage = `\`\`\`text\n${[...parents, command.name(), command.usage()].join(' ')}\n\`\`\``
  const below = command.commands.flatMap((each) => describeCommand(each, path))

  return [
    heading,
    `${sentence(command.description())}${aliases.join('')}`,
    ...(below.length > 0 ? below : [usage, ...argumentTable(command), ...optionTables(command)]),
  ]
}

function argumentTable(command: Command): string[] {
  const rows = command.registeredArguments.map((argument) => [
    codeSpan(argument.name()),
    sentence(`${argument.description}${choices(argument.argChoices)}`),
  ])
  return rows.length > 0 ? [markdownTable(['Argument', 'Meaning'], rows)] : []
}

function optionTables(command: Command): string[] {
  return command.options.some((option) => !option.hidden)
    ? [optionTable(command), examplesOf(command)]
    : [examplesOf(command)]
}

function optionTable(command: Command): string {
  const rows = command.options
    .filter((option) => !option.hidden)
    .map(({ flags, description, defaultValue, argChoices }) => {
      const preset =
        defaultValue === undefined || defaultValue === true ? '' : ` (${defaultValue} by default)`
      return [codeSpan(flags), sentence(`${description}${choices(argChoices)}${preset}`)]
    })
  return markdownTable(['Flag', 'Meaning'], rows)
}

function choices(names: readonly string[] | undefined): string {
  return names ? `: ${names.map(codeSpan).join(', ')}` : ''
}

/** For the test that runs the examples of the manual. */
const notRun = '<!-- not run: the tests of the commands do that -->'

function examplesOf(command: Command): string {
  let help = ''
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp()
  const lines = help.split('Examples:\n')[1]?.trimEnd().split('\n') ?? []
  return `${notRun}\n\`\`\`sh\n${lines.map((line) => line.trim()).join('\n')}\n\`\`\``
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
