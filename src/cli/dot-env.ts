import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import type { Environment } from '../config/read-variables.ts'

/** The environment with what `.env` adds to it, which only development reads. */
export function withDotEnv(environment: Environment): Environment {
  return { ...readDotEnv(environment), ...environment }
}

/** What `.env` says; nothing in production. */
export function readDotEnv(environment: Environment): Environment {
  const isProduction = environment['NODE_ENV'] === 'production'
  return isProduction || !existsSync('.env') ? {} : parseEnv(readFileSync('.env', 'utf8'))
}

const unquotedWithHash = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*[^\s'"`#][^\s#]*#/

/**
 * A warning for each line in which `#` ends a word without quotes, unless the environment decides the variable. Other
 * readers of such files take it for a part of the value, as in keys of Django; here it begins a comment.
 */
export function dotEnvWarnings(text: string, environment: Environment): string[] {
  return text.split('\n').flatMap((line, index) => {
    const name = unquotedWithHash.exec(line)?.[1]
    if (name === undefined || environment[name] !== undefined) return []
    return [
      `.env, line ${index + 1}: ${name} ends before the #. Quote the value if # is part of it.`,
    ]
  })
}
