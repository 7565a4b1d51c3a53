import { ConfigError, type PinnableSettings } from '../../config/read-config.ts'
import type { Context } from '../../context.ts'
import { parseSettingText, validateCombination } from './check-value.ts'
import { isSettingKey, settingKeys } from './definitions.ts'

/** Any setting may be fixed by an environment variable of its name; its bounds hold there too. */
export const pinnableSettings: PinnableSettings = {
  names: settingKeys,
  parse: (name, text) => (isSettingKey(name) ? parseSettingText(name, text) : undefined),
}

/**
 * Refuses to serve with pinned settings that contradict each other or what is stored.
 *
 * @throws {ConfigError} naming every pinned setting that may be to blame.
 */
export function assertConsistentPins({ config, settings }: Context): void {
  const issue = validateCombination(settings.values)
  const toBlame = issue?.keys.filter((key) => key in config.pinnedSettings) ?? []
  if (toBlame.length === 0) return
  throw new ConfigError(
    toBlame.map((variable) => ({
      variable,
      expectation: `a value that agrees with ${issue?.keys.filter((key) => key !== variable).join(', ')}: ${issue?.message}`,
    })),
  )
}
