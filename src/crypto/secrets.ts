import type { KeyObject } from 'node:crypto'
import { deriveKey, type KeyPurpose } from './derive-keys.ts'
import { type RefreshTokenKey, refreshTokenKeyFrom } from './refresh-token.ts'

/** One key for the current SECRET_KEY first, then one for each that it replaces. */
export type Keys<Key = KeyObject> = readonly [Key, ...Key[]]

/** Every key that is derived from SECRET_KEY, derived once: a derivation costs more than most of what uses it. */
export interface Secrets {
  readonly refreshTokens: Keys<RefreshTokenKey>
  readonly consoleSessions: Keys
  readonly setupLinks: Keys
  /** Encrypts the private halves of the signing keys. */
  readonly signingKeys: Keys
  /** Names the counters of failed logins, so that no email is kept in them. */
  readonly loginAttempts: KeyObject
  /** Chooses what a login for an unknown email costs. */
  readonly loginDecoys: KeyObject
  readonly djangoImport: KeyObject
  /** Seals audit entries. */
  readonly auditSeals: Keys
  /** Of which the links and codes in emails are made. */
  readonly verifications: Keys
}

export function deriveSecrets([current, ...previous]: readonly [string, ...string[]]): Secrets {
  const forEach = <Key>(derive: (secret: string) => Key): Keys<Key> => [
    derive(current),
    ...previous.map(derive),
  ]
  const derive = (purpose: KeyPurpose) => forEach((secret) => deriveKey(secret, purpose))
  return Object.freeze({
    refreshTokens: forEach(refreshTokenKeyFrom),
    consoleSessions: derive('console-session'),
    setupLinks: derive('setup-link'),
    signingKeys: derive('signing-key-encryption'),
    loginAttempts: deriveKey(current, 'login-attempt-subject'),
    loginDecoys: deriveKey(current, 'login-decoy'),
    djangoImport: deriveKey(current, 'django-import'),
    auditSeals: derive('audit-seal'),
    verifications: derive('verification'),
  })
}
