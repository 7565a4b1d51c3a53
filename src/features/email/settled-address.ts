const day = 24 * 60 * 60 * 1_000

interface Addressee {
  readonly emailVerifiedAt: number | null
  readonly createdAt: number
}

/** Whether the address was proven, or is that of an account which is no longer new. */
export function hasSettledAddress(
  { now }: { readonly now: () => number },
  { emailVerifiedAt, createdAt }: Addressee,
): boolean {
  return emailVerifiedAt !== null || now() - createdAt >= day
}
