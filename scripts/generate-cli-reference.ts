import type { Command } from 'commander'
import { exitCodes } from '../src/cli/exit-codes.ts'
import { createProgram } from '../src/cli/program.ts'
import { headingSlug } from '../src/pages/manual/heading-slug.ts'
import type { GeneratedFile } from './generated-file.ts'
import { codeSpan, markdownTable, referencePage } from './markdown.ts'

const introduction = `\`latchkey COMMAND --help\` says the same as these pages. From a checkout the program is \`npx latchkey\`.

Results go to standard output; progress, prompts and errors go to standard error. With \`--json\` the result is one document with
stable keys, and so is a failure: \`{"error": {"code": "…", "message": "…"}}\`.

The program prompts only on a terminal, without \`CI\` in the environment and without \`--no-input\`. Otherwise a missing value
ends the command with exit code 2 and the name of the flag, and an action that needs confirmation ends it with exit code 6
unless you pass \`--yes\`. Passwords are never arguments.

When you change a setting, revoke a session or rotate a key, every running server follows within a second. Every change
leaves an [audit event](audit-events.md) that names the user of the operating system.`

const source = 'src/cli/commands'

/** The manual's pages about the command line: an index, a page for each noun, and one for the single commands. */
export async function generateCommandLinePages(): Promise<GeneratedFile[]> {
  const { stdin, stdout, stderr } = process
  const program = await createProgram({ environment: {}, stdin, stdout, stderr })
  const topics = topicsOf(program.commands)
  const index = referencePage('Command line', source, [
    introduction,
    '## Commands',
    ...topics.map(indexOfTopic),
    '## Exit codes',
    markdownTable(
      ['Code', 'Meaning'],
      Object.values(exitCodes).map(([code, meaning]) => [codeSpan(code), meaning]),
    ),
    '## Flags of every command',
    optionTable(program),
  ])
  const pages = topics.map(({ slug, title, description, commands }) => {
    const parts = [description, ...commands.flatMap((each) => describeCommand(each))]
    return { path: `${folder}/${slug}.md`, content: referencePage(title, source, parts) }
  })
  return [{ path: `${folder}.md`, content: index }, ...pages]
}

const folder = 'docs/reference/command-line'

interface Topic {
  readonly slug: string
  readonly title: string
  readonly description: string
  readonly commands: readonly Command[]
}

function topicsOf(commands: readonly Command[]): Topic[] {
  const nouns = commands.filter((command) => command.commands.length > 0)
  const single = {
    slug: 'server',
    title: 'Command line: server',
    description: 'Start the server, set it up, and check it.',
    commands: commands.filter((command) => command.commands.length === 0),
  }
  const topics = nouns.map((command) => ({
    slug: command.name(),
    title: `Command line: ${command.name()}`,
    description: `${sentence(command.description())}${aliasNote(command)}`,
    commands: command.commands,
  }))
  return [single, ...topics]
}

function indexOfTopic({ slug, description, commands }: Topic): string {
  const rows = commands.map((command) => {
    const name = pathOf(command)
    return [
      `[\`${name}\`](command-line/${slug}.md#${headingSlug(name)})`,
      sentence(command.description()),
    ]
  })
  const table = markdownTable(['Command', 'What it does'], rows)
  return `### [${slug}](command-line/${slug}.md)\n\n${description}\n\n${table}`
}

function describeCommand(command: Command): string[] {
  const usage = `\`\`\`text\nlatchkey ${pathOf(command)} ${command.usage()}\n\`\`\``
  return [
    `## ${pathOf(command)}`,
    `${sentence(command.description())}${aliasNote(command)}`,
    usage,
    ...argumentTable(command),
    ...optionTables(command),
  ]
}

/** `users list` */
function pathOf(command: Command): string {
  const { parent } = command
  return parent?.parent ? `${pathOf(parent)} ${command.name()}` : command.name()
}

function aliasNote(command: Command): string {
  return command
    .aliases()
    .map((alias) => ` Also: ${codeSpan(alias)}.`)
    .join('')
}

function argumentTable(command: Command): string[] {
  const rows = command.registeredArguments.map((argument) => [
    codeSpan(argument.name()),
    sentence(`${argument.description}${choices(argument.argChoices)}`),
  ])
  return rows.length > 0 ? [markdownTable(['Argument', 'Description'], rows)] : []
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
  return markdownTable(['Flag', 'Description'], rows)
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
