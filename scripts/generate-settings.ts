import {
  definitionOf,
  type SettingDefinition,
  type SettingKey,
  settingGroups,
  settingKeys,
} from '../src/features/settings/definitions.ts'
import type { GeneratedFile } from './generated-file.ts'
import { codeSpan, referencePage } from './markdown.ts'

const introduction = `Administrators change settings while the server runs. Every node uses a new value within one second. What the
operator sets before the start is on the page about [environment variables](environment.md).

An environment variable with the name of a setting pins it: the setting cannot be changed at run time then. The same limits apply.
Durations are stored in seconds; the command line and the environment accept \`30\`, \`30s\`, \`15m\`, \`12h\` and \`30d\`.

An access token cannot live longer than a refresh token: a change that would allow it is rejected.`

/** The manual's page about settings. */
export function generateSettingsPage(): GeneratedFile[] {
  const groups = settingGroups.flatMap((group) => [
    `## ${group}`,
    ...settingKeys.filter((key) => definitionOf(key).group === group).map(describeSetting),
  ])
  const content = referencePage('Settings', 'src/features/settings/definitions.ts', [
    introduction,
    ...groups,
  ])
  return [{ path: 'docs/reference/settings.md', content }]
}

function describeSetting(key: SettingKey): string {
  const definition = definitionOf(key)
  const facts = [
    `- **Name in the console:** ${definition.label}`,
    `- **Default:** ${defaultText(definition)}`,
    `- **Allowed:** ${allowedText(definition)}`,
    `- **Takes effect:** ${definition.takesEffect}`,
  ]
  return [`### ${key}`, definition.help, facts.join('\n')].join('\n\n')
}

/** The default, or both where development and production differ. */
export function defaultText(definition: SettingDefinition): string {
  const { default: value } = definition
  if (typeof value !== 'function') return valueText(definition, value)
  const inDevelopment = valueText(definition, value('development'))
  return `${inDevelopment} in development, ${valueText(definition, value('production'))} in production`
}

function allowedText(definition: SettingDefinition): string {
  if (definition.type === 'boolean') return '`true` or `false`'
  if (definition.type === 'choice') return definition.choices.map(codeSpan).join(', ')
  if (definition.type === 'list') {
    return `names separated by commas, at most ${definition.maximumLength} characters together`
  }
  if (definition.type === 'image') {
    return `an SVG picture of at most ${definition.maximumLength} characters`
  }
  if (definition.type === 'text') return `a line of at most ${definition.maximumLength} characters`
  const { minimum, maximum, unit, zeroMeans } = definition
  const range = `${valueText(definition, minimum)} to ${valueText(definition, maximum)} ${unit}`
  return zeroMeans === undefined ? range : `${range}; \`0\` means ${zeroMeans}`
}

function valueText(definition: SettingDefinition, value: number | boolean | string): string {
  if (value === '') return 'empty'
  const isDuration = definition.type === 'integer' && definition.unit === 'seconds'
  const spoken = isDuration ? spokenDuration(Number(value)) : undefined
  return spoken ? `${codeSpan(value)} (${spoken})` : codeSpan(value)
}

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** `30 days` for a round number of seconds; undefined where the number says it as well. */
function spokenDuration(seconds: number): string | undefined {
  const unit = units.find(([, length]) => seconds >= length && seconds % length === 0)
  if (!unit) return undefined
  const count = seconds / unit[1]
  return `${count} ${unit[0]}${count === 1 ? '' : 's'}`
}
