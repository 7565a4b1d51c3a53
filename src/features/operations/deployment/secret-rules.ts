import { secretKeyWeakness } from '../../../config/secret-key.ts'
import type { Rule } from './finding.ts'

const link = '/docs/reference/environment/'

export const secretRules: readonly Rule[] = [
  {
    id: 'development_mode',
    severity: 'error',
    applies: ({ config }) => config.mode === 'development',
    text: 'The server runs in development mode, which accepts weak configuration and shows more.',
    fix: 'Set NODE_ENV=production.',
    link,
  },
  {
    id: 'secret_key_generated',
    severity: 'error',
    applies: ({ config }) => !config.given.has('SECRET_KEY'),
    text: 'SECRET_KEY is not set; one was generated into the data folder, beside what it protects.',
    fix: 'Set SECRET_KEY or SECRET_KEY_FILE; make a value with: latchkey secret',
    link,
  },
  {
    id: 'secret_key_weak',
    severity: 'error',
    applies: ({ config }) => secretKeyWeakness(config.secretKeys[0]) !== undefined,
    text: ({ config }) =>
      `SECRET_KEY can be guessed; expected ${secretKeyWeakness(config.secretKeys[0])}.`,
    fix: 'Replace it by the output of: latchkey secret (and keep the old one in SECRET_KEY_FALLBACKS for a while)',
    link,
  },
  {
    id: 'secret_key_fallbacks',
    severity: 'info',
    applies: ({ config }) => config.secretKeys.length > 1,
    text: 'SECRET_KEY_FALLBACKS still accepts previous secrets.',
    fix: 'Remove it when REFRESH_TOKEN_LIFETIME has passed since the change.',
    link,
  },
  {
    id: 'shared_secret_tokens',
    severity: 'warning',
    applies: ({ config }) => config.jwtAlgorithm === 'HS256',
    text: 'Access tokens are signed with SECRET_KEY itself (HS256): whoever verifies them can make them.',
    fix: 'Set JWT_ALGORITHM=ES256 and let services verify with /.well-known/jwks.json.',
    link,
  },
]
