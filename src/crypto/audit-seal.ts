import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'

/** What a seal is about; the order of the members of a list is part of it. */
export type Sealed =
  | { readonly kind: 'entry'; readonly content: readonly unknown[] }
  | { readonly kind: 'numbered'; readonly number: number; readonly content: readonly unknown[] }
  | { readonly kind: 'chain'; readonly content: readonly unknown[] }

/** A MAC over what is sealed (HMAC-SHA-256, base64url, 43 characters): only who knows SECRET_KEY can make it. */
export function sealOf(key: KeyObject, sealed: Sealed): string {
  // As databases store it: half of a character becomes its replacement.
  const text = JSON.stringify(sealed, (_name, value) =>
    typeof value === 'string' ? value.toWellFormed() : value,
  )
  return createHmac('sha256', key).update(text).digest('base64url')
}

/** Whether one of these keys sealed exactly this. */
export function isSealed(
  keys: readonly KeyObject[],
  sealed: Sealed,
  seal: string | null | undefined,
): boolean {
  if (!seal) return false
  const given = Buffer.from(seal)
  return keys.some((key) => {
    const expected = Buffer.from(sealOf(key, sealed))
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}
