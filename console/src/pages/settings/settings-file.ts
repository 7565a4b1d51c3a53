import type { Setting, SettingValue } from '../../api/shapes.ts'
import { type Drafts, draftOf } from './draft.ts'

export type FileFormat = 'json' | 'env'

/** The values in force as a file, to be read here or by a server as its environment. */
export function writeSettingsFile(settings: readonly Setting[], format: FileFormat): string {
  const pairs = settings.map(({ key, value }) => [key, value] as const)
  if (format === 'json') return `${JSON.stringify(Object.fromEntries(pairs), undefined, 2)}\n`
  return pairs.map(([key, value]) => `${key}=${value}\n`).join('')
}

/** Reads such a file into the fields, where it can be looked at before it is saved. @throws {SyntaxError} */
export function readSettingsFile(text: string, settings: readonly Setting[]): Drafts {
  const values = text.trimStart().startsWith('{') ? parseJson(text) : parseEnvironment(text)
  return Object.fromEntries(
    settings
      .filter(
        ({ key, value, pinned_by }) =>
          key in values && !pinned_by && String(values[key]) !== String(value),
      )
      .map((setting) => [setting.key, toDraft(setting, values[setting.key] ?? '')]),
  )
}

function toDraft(setting: Setting, value: SettingValue): string | boolean {
  return setting.type === 'boolean' ? String(value) === 'true' : draftOf(setting, String(value))
}

function parseJson(text: string): Record<string, SettingValue> {
  return JSON.parse(text) as Record<string, SettingValue>
}

function parseEnvironment(text: string): Record<string, SettingValue> {
  const lines = text.split('\n').map((line) => /^\s*([A-Z_]+)\s*=\s*(.*?)\s*$/.exec(line))
  return Object.fromEntries(
    lines.flatMap((match) => (match ? [[match[1] ?? '', match[2] ?? '']] : [])),
  )
}
