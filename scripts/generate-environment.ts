import type { Variable } from '../src/config/variables.ts'
import { variables } from '../src/config/variables.ts'
import { definitionOf, settingKeys } from '../src/features/settings/definitions.ts'
import { defaultText } from './generate-settings.ts'
import type { GeneratedFile } from './generated-file.ts'
import { codeSpan, markdownTable, referencePage } from './markdown.ts'

const entries = Object.entries<Variable<unknown>>(variables)

/** The manual's page about environment variables, and `.env.example`. */
export function generateEnvironmentFiles(): GeneratedFile[] {
  return [
    { path: 'docs/reference/environment.md', content: environmentPage() },
    { path: '.env.example', content: environmentExample() },
  ]
}

function environmentPage(): string {
  return referencePage('Environment variables', 'src/config/variables.ts', [
    introduction,
    markdownTable(['Variable', 'Description', 'Default'], entries.map(variableRow)),
    '## Secrets from files',
    `${list(entries.filter(([, { isSecret }]) => isSecret).map(([name]) => name))} can also come from a file:
name the file in the variable with \`_FILE\` at the end, such as \`SECRET_KEY_FILE=/run/secrets/secret_key\`. One line break at the end
of the file is dropped. Setting both variables is an error.`,
    '## Settings pinned by the environment',
    `Any [setting](settings.md) can be pinned by a variable with its name: ${list(settingKeys)}.`,
    '## Development and production',
    `\`NODE_ENV=production\` makes the server strict. These are all the differences:`,
    markdownTable(['', 'Development (default)', 'Production'], modeRows()),
    '## Names of the Django server',
    olderNames,
  ])
}

const introduction = `The operator sets these variables before the start. All errors are reported at once, with the name of the variable and the expected
value, never with the value itself; the exit code is 3. An empty variable counts as missing. In development, a file \`.env\` in the
working directory is read too; the environment takes precedence over it.

What may change while the server runs is a [setting](settings.md).`

function variableRow([name, { description, defaultText, isSecret, aliases }]: [
  string,
  Variable<unknown>,
]): string[] {
  const names = aliases ? ` ${list(aliases)} is read too.` : ''
  const secret = isSecret ? ` Secret: \`${name}_FILE\` works too.` : ''
  return [codeSpan(name), `${description}${secret}${names}`, defaultText]
}

function modeRows(): string[][] {
  const settings = settingKeys
    .map((key) => [key, definitionOf(key)] as const)
    .filter(([, definition]) => typeof definition.default === 'function')
    .map(([key, definition]) => {
      const [development = '', production = ''] = defaultText(definition)
        .split(', ')
        .map((text) => text.replace(/ in \w+$/, ''))
      return [`[${key}](settings.md#${key.toLowerCase()}) by default`, development, production]
    })
  return [...fixedModeRows, ...settings]
}

const fixedModeRows = [
  ['Address to listen on by default', '`127.0.0.1`', '`0.0.0.0`'],
  [
    '`SECRET_KEY`',
    'created once in `DATA_DIR/secret.key`, mode 0600',
    'required: random, at least 32 characters, and not a published example',
  ],
  ['File of `SECRET_KEY_FILE`', 'any', 'must not be readable by every user of the machine'],
  ['`ALLOWED_HOSTS=*`', 'allowed', 'rejected at start'],
  [
    'Pending migrations on PostgreSQL',
    'executed at start',
    'stop the start with exit code 4, unless `--migrate` is given',
  ],
  ['`Strict-Transport-Security`', 'absent', 'two years, with subdomains'],
  [
    'Cookies of the console',
    '`Secure` where `PUBLIC_URL` is https',
    'always `Secure`, with the prefix `__Host-`',
  ],
  ['File `.env`', 'read', 'not read'],
]

const olderNames = `\`POSTGRES_HOST\`, \`POSTGRES_DB\`, \`POSTGRES_USER\`, \`POSTGRES_PASSWORD\` and
\`POSTGRES_PORT\` together replace \`DATABASE_URL\` if that is missing. \`DEBUG=false\` means \`NODE_ENV=production\` if that is
missing.`

function environmentExample(): string {
  const blocks = entries.map(([name, { description, defaultText }]) =>
    [`# ${description}`, `# Default: ${defaultText}`, `#${name}=`].join('\n'),
  )
  const pins = settingKeys.map((key) => `#${key}=`).join('\n')
  return `${[
    '# Copy this file to .env for development, and set what you need. Production does not read it.\n' +
      '# Generated from src/config/variables.ts by `npm run generate`.',
    ...blocks,
    `# Settings. A variable pins one: then it cannot be changed while the server runs.\n${pins}`,
  ].join('\n\n')}\n`
}

function list(names: readonly string[]): string {
  return names.map(codeSpan).join(', ')
}
