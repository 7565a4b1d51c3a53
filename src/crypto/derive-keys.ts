import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'

/** What a derived key is for. The text is part of the derivation: changing one orphans what it protects. */
export type KeyPurpose =
  | 'refresh-token-hash'
  | 'refresh-token-successor'
  | 'signing-key-encryption'
  | 'login-attempt-subject'
  | 'login-decoy'
  | 'console-session'
  | 'setup-link'
  | 'shared-secret-id'
  | 'django-import'
  | 'audit-seal'
  | 'verification'

/** An independent 256-bit key for one purpose (HKDF-SHA-256, RFC 5869). */
export function deriveKey(secret: string, purpose: KeyPurpose): KeyObject {
  // A key object, because a MAC with raw bytes for a key costs seven times as much.
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `latchkey/${purpose}`, 32)))
}
