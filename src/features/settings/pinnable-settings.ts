import type { PinnableSettings } from '../../config.ts'
import { parseSettingText } from './check-value.ts'
import { isSettingKey, settingKeys } from './definitions.ts'

/** Any setting may be fixed by an environment variable of its name; its bounds hold there too. */
export const pinnableSettings: PinnableSettings = {
  names: settingKeys,
  parse: (name, text) => (isSettingKey(name) ? parseSettingText(name, text) : undefined),
}
