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
