import type { AuthError, Result } from './call.ts'

/** A call failed; thrown by `orThrow` alone. */
export class CallError extends Error {
  override readonly name = 'CallError'
  readonly error: AuthError

  constructor(error: AuthError) {
    super(error.message)
    this.error = error
  }
}

/** For those who prefer exceptions: `const user = await orThrow(auth.getUser())`. @throws {CallError} */
export async function orThrow<Data>(result: Promise<Result<Data>>): Promise<Data> {
  const { data, error } = await result
  if (error) throw new CallError(error)
  return data as Data
}
