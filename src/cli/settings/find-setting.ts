import { nearest } from '../../config/nearest.ts'
import { isSettingKey, type SettingKey, settingKeys } from '../../features/settings/definitions.ts'
import { CommandError } from '../exit-codes.ts'

/** The setting of this name in any case. @throws {CommandError} suggesting the one probably meant. */
export function parseSettingName(name: string): SettingKey {
  const key = name.toUpperCase()
  if (isSettingKey(key)) return key
  const meant = nearest(key, settingKeys)
  const hint = meant ? `Did you mean ${meant}?` : 'See: latchkey config list'
  throw new CommandError('notFound', `There is no setting ${name}. ${hint}`)
}
