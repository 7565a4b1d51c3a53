import { createHmac, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * What a verification is about. Link, ticket and code are MACs over it, so that none of them is stored, and none passes for
 * another purpose, user or address even where a row was tampered with.
 */
export interface VerificationSubject {
  readonly kind: string
  /** Public: finds the row, and authenticates nothing. */
  readonly handle: string
  readonly userId: number | null
  readonly normalizedEmail: string | null
}

/** 128 random bits, as 22 characters of base64url. */
export function createHandle(): string {
  return randomBytes(16).toString('base64url')
}

/** What the emailed link carries: 66 characters. */
export function verificationToken(key: KeyObject, subject: VerificationSubject): string {
  return `${subject.handle}.${macOf(key, 'token', subject).toString('base64url')}`
}

/** What only the response to the request carries: 66 characters, worth nothing without the code. */
export function verificationTicket(key: KeyObject, subject: VerificationSubject): string {
  return `${subject.handle}.${macOf(key, 'ticket', subject).toString('base64url')}`
}

const codeCount = 100_000_000n

/** What a person types: eight digits. */
export function verificationCode(key: KeyObject, subject: VerificationSubject): string {
  const code = macOf(key, 'code', subject).readBigUInt64BE() % codeCount
  return String(code).padStart(8, '0')
}

/** The handle of a token or ticket; undefined for what cannot be one. */
export function handleOf(text: string): string | undefined {
  return /^([\w-]{22})\.[\w-]{43}$/.exec(text)?.[1]
}

type Purpose = typeof verificationToken | typeof verificationTicket | typeof verificationCode

/** Whether the text is what one of the keys makes of the subject for this purpose. */
export function isMadeFor(
  subject: VerificationSubject,
  purpose: Purpose,
  keys: readonly KeyObject[],
  text: string,
): boolean {
  const given = Buffer.from(text)
  return keys.some((key) => {
    const expected = Buffer.from(purpose(key, subject))
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}

function macOf(key: KeyObject, purpose: string, subject: VerificationSubject): Buffer {
  const { kind, handle, userId, normalizedEmail } = subject
  const message = [purpose, kind, handle, userId ?? 0, normalizedEmail ?? ''].join('\n')
  return createHmac('sha256', key).update(message).digest()
}
