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
import { listChangesOf, listStoredSettings, type SettingChange } from './settings-repository.ts'

export type SettingSource = 'environment' | 'database' | 'default'

/** DateTimes that a live session must have been rotated, or created, after. Milliseconds. */
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

/**
 * The settings in force on this node: pinned by the environment, else stored, else the default. Loaded
 * whole and swapped at once, so that a request sees either the old values or the new ones.
 */
export class LiveSettings {
  readonly #config: Config
  readonly #log: Logger
  #values: SettingValues
  #stored: ReadonlySet<string> = new Set()
  #revision = 0
  #pastLimits: PastLimits = { idle: noPastLimit, absolute: noPastLimit }

  constructor(config: Config, log: Logger) {
    this.#config = config
    this.#log = log
    this.#values = this.#effective(new Map())
  }

  get values(): SettingValues {
    return this.#values
  }

  /** The revision whose values these are; there may be parts of a newer one. */
  get revision(): number {
    return this.#revision
  }

  sourceOf(key: SettingKey): SettingSource {
    if (key in this.#config.pinnedSettings) return 'environment'
    return this.#stored.has(key) ? 'database' : 'default'
  }

  /** Reads everything anew. A stored value that is out of bounds is logged and its default used. */
  readonly reload = oneAtATime((db: Database) => this.#read(db))

  async #read(db: Database): Promise<void> {
    // First, so that a change committed while this reads is found again at the next look.
    const revision = await readRevision(db, 'settings')
    const stored = new Map<string, unknown>()
    for (const { key, value } of await listStoredSettings(db)) {
      const parsed = parseJson(value)
      if (isSettingKey(key) && validateValue(key, parsed) === undefined) stored.set(key, parsed)
      else this.#log.error({ event: 'settings.bad_row', key }, 'stored setting ignored')
    }
    const changes = await listChangesOf(db, ['REFRESH_TOKEN_LIFETIME', 'SESSION_MAX_LIFETIME'])

    this.#stored = new Set(stored.keys())
    this.#values = this.#effective(stored)
    this.#pastLimits = pastLimitsOf(changes, this.#config)
    this.#revision = revision
  }

  /**
   * Since when a session must have been used, or made, to be alive now. Covers the limits in force and
   * those that were: a session that died under a shorter limit stays dead when the limit is raised.
   */
  sessionCutoffs(now: number): SessionCutoffs {
    const { REFRESH_TOKEN_LIFETIME: idle, SESSION_MAX_LIFETIME: absolute } = this.#values
    return {
      rotatedAfter: Math.max(now - idle * 1_000, cutoffOf(this.#pastLimits.idle, now)),
      createdAfter: Math.max(
        absolute === 0 ? 0 : now - absolute * 1_000,
        cutoffOf(this.#pastLimits.absolute, now),
      ),
    }
  }

  #effective(stored: ReadonlyMap<string, unknown>): SettingValues {
    const { pinnedSettings, mode } = this.#config
    const entries = settingKeys.map((key) => [
      key,
      pinnedSettings[key] ?? stored.get(key) ?? defaultOf(key, mode),
    ])
    return Object.freeze(Object.fromEntries(entries)) as SettingValues
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
