import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const minSecretLength = 32
const minDistinctCharacters = 8
const othersMayRead = 0o004

/** Values that appear in manuals, templates and older servers' sources: known to everybody. */
const publishedPattern =
  /^(your-secret|your_secret|change-?me|changeme|secret-?key|insecure|example|replace-?me|xxx)/i

/** A fresh value for SECRET_KEY: 384 random bits. */
export function createSecretKey(): string {
  return randomBytes(48).toString('base64url')
}

const djangoPrefix = 'django-insecure-'

/** Django writes this before the key that it generates for a new project, which may be carried over for the move. */
export function isFromDjango(secret: string): boolean {
  return secret.startsWith(djangoPrefix)
}

/** Why this value must not protect a production server; undefined when it may. */
export function secretKeyWeakness(secret: string): string | undefined {
  if (secret.length < minSecretLength) return `at least ${minSecretLength} characters`
  if (publishedPattern.test(secret)) return 'a value that is not a published example'
  if (isFromDjango(secret)) return secretKeyWeakness(secret.slice(djangoPrefix.length))
  return looksRandom(secret) ? undefined : 'a random value'
}

/** Not when it has few characters, repeats one piece, or runs along an alphabet. */
function looksRandom(secret: string): boolean {
  const isRepetitive = secret.includes(secret.slice(0, minSecretLength / 2), 1)
  const isVaried = new Set(secret).size >= minDistinctCharacters
  return isVaried && !isRepetitive && countSteps(secret) < secret.length / 2
}

/** How many characters are the same as, or next to, the one before: `abcdef`, `987654`, `aaaa`. */
function countSteps(secret: string): number {
  const codes = [...secret].map((character) => character.codePointAt(0) ?? 0)
  return codes.filter((code, index) => Math.abs(code - (codes[index - 1] ?? -9)) <= 1).length
}

/** Whether everybody on the machine may read the file that holds a secret. */
export function isReadableByOthers(file: string): boolean {
  try {
    return (statSync(file).mode & othersMayRead) !== 0
  } catch {
    return false
  }
}

/** The secret of a development server: made once, kept in the data folder, readable by its owner alone. */
export function readOrCreateDevelopmentSecret(dataDirectory: string): string {
  const file = join(dataDirectory, 'secret.key')
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(file, createSecretKey(), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    // Made before, or by another process just now.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8').trim()
}
