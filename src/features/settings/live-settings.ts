import type { Logger } from 'pino'
import type { Config } from '../../config/read-config.ts'
import { oneAtATime } from '../../database/one-at-a-time.ts'
import { readRevision } from '../../database/revisions.ts'
import type { Database } from '../../database/tables.ts'
import { validateValue } from './check-value.ts'
import {
  defaultOf,
  isSettingKey,
  type SettingKey,
  type SettingValues,
  settingKeys,
} from './definitions.ts'
import { listChangesOf, readStoredValues, type SettingChange } from './settings-repository.ts'
import { valueText } from './value-text.ts'

export type SettingSource = 'environment' | 'database' | 'default'

interface EffectiveSettings {
  readonly values: SettingValues
  readonly sources: Readonly<Record<SettingKey, SettingSource>>
}

/** The settings in force: pinned by the environment, else stored (within bounds), else the default. */
export function effectiveSettings(
  { pinnedSettings, mode }: Config,
  stored: ReadonlyMap<string, unknown>,
): EffectiveSettings {
  const entries = settingKeys.map((key) => {
    if (key in pinnedSettings) return [key, pinnedSettings[key], 'environment'] as const
    const value = stored.get(key)
    const isUsable = value !== undefined && validateValue(key, value) === undefined
    return isUsable
      ? ([key, value, 'database'] as const)
      : ([key, defaultOf(key, mode), 'default'] as const)
  })
  return {
    values: Object.freeze(
      Object.fromEntries(entries.map(([key, value]) => [key, value])),
    ) as SettingValues,
    sources: Object.fromEntries(
      entries.map(([key, , source]) => [key, source]),
    ) as EffectiveSettings['sources'],
  }
}

/** Times after which a valid session must have been rotated and created. Milliseconds. */
export interface SessionCutoffs {
  readonly rotatedAfter: number
  readonly createdAfter: number
}

declare module '../../context.ts' {
  interface Context {
    /** The settings in force on this node. */
    readonly settings: LiveSettings
  }
}

/** The settings in force on this node. Loaded whole and swapped at once: a request sees the old values or the new ones. */
export class LiveSettings {
  readonly #config: Config
  readonly #log: Logger
  #settings: EffectiveSettings
  #revision = 0
  #pastLimits: PastLimits = { idle: noPastLimit, absolute: noPastLimit }

  constructor(config: Config, log: Logger) {
    this.#config = config
    this.#log = log
    this.#settings = effectiveSettings(config, new Map())
  }

  get values(): SettingValues {
    return this.#settings.values
  }

  /** The revision whose values these are; some may already be newer. */
  get revision(): number {
    return this.#revision
  }

  sourceOf(key: SettingKey): SettingSource {
    return this.#settings.sources[key]
  }

  /** A value of a setting in words: "15m"; of null, which is the default, "default (30s)". */
  readonly textOf = (key: string, value: unknown): string =>
    (value === null || value === undefined) && isSettingKey(key)
      ? `default (${valueText(key, defaultOf(key, this.#config.mode))})`
      : valueText(key, value)

  /** Reads everything anew. A stored value out of bounds is logged, and the default used. */
  readonly reload = oneAtATime((db: Database) => this.#read(db))

  async #read(db: Database): Promise<void> {
    // First, so that a change committed while this reads is found again at the next look.
    const revision = await readRevision(db, 'settings')
    const stored = await readStoredValues(db)
    const changes = await listChangesOf(db, ['REFRESH_TOKEN_LIFETIME', 'SESSION_MAX_LIFETIME'])

    for (const [key, value] of stored) {
      if (isSettingKey(key) && validateValue(key, value) === undefined) continue
      this.#log.error({ event: 'settings.bad_row', key }, 'stored setting ignored')
    }
    this.#settings = effectiveSettings(this.#config, stored)
    this.#pastLimits = pastLimitsOf(changes, this.#config)
    this.#revision = revision
  }

  /**
   * Since when a session must have been used, or made, to be alive now. Covers the limits in force and
   * those that were: a session that died under a shorter limit stays dead when the limit is raised.
   */
  sessionCutoffs(now: number): SessionCutoffs {
    const { REFRESH_TOKEN_LIFETIME: idle, SESSION_MAX_LIFETIME: absolute } = this.values
    return {
      rotatedAfter: Math.max(now - idle * 1_000, cutoffOf(this.#pastLimits.idle, now)),
      createdAfter: Math.max(
        absolute === 0 ? 0 : now - absolute * 1_000,
        cutoffOf(this.#pastLimits.absolute, now),
      ),
    }
  }
}

/** A limit that was replaced: everything last used that long before had died by then. */
interface PastLimit {
  readonly replacedAt: number
  readonly milliseconds: number
}

interface PastLimits {
  readonly idle: PastLimit
  readonly absolute: PastLimit
}

const noPastLimit: PastLimit = { replacedAt: 0, milliseconds: 0 }

/** Never later than now allows: a change that was made while the clock was far ahead must not end what lives now. */
function cutoffOf({ replacedAt, milliseconds }: PastLimit, now: number): number {
  return Math.min(replacedAt, now) - milliseconds
}

function pastLimitsOf(changes: readonly SettingChange[], config: Config): PastLimits {
  const strictest = (key: SettingKey) =>
    changes
      .filter((change) => change.key === key)
      .map(({ from, changedAt }) => {
        const seconds = Number(from ?? defaultOf(key, config.mode))
        return seconds === 0
          ? noPastLimit
          : { replacedAt: changedAt, milliseconds: seconds * 1_000 }
      })
      .reduce(
        (first, second) =>
          second.replacedAt - second.milliseconds > first.replacedAt - first.milliseconds
            ? second
            : first,
        noPastLimit,
      )
  return { idle: strictest('REFRESH_TOKEN_LIFETIME'), absolute: strictest('SESSION_MAX_LIFETIME') }
}
