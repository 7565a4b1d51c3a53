import { expect, test } from 'vitest'
import type { Response } from '../../scripts/openapi/document.ts'
import { thrownErrors } from '../../scripts/trips/thrown-errors.ts'
import { operations } from '../support/openapi.ts'

/** Thrown on the way of these operations, and never their response. */
const translated: Readonly<Record<string, readonly string[]>> = {
  // As an error of the field `password`, or of the link.
  invalid_credentials: [
    'stepUp',
    'logInByEmail',
    'restoreOwnAccount',
    'changeOwnPassword',
    'confirmEmailChange',
    'confirmEmail',
    'reauthenticate',
  ],
  // The password counts only without a session.
  too_many_attempts: ['confirmEmailChange'],
  // Reported beside the user it is about.
  reauthentication_required: ['bulkUsers'],
  // A comment of staff can be too long; people give none.
  validation_failed: ['deleteOwnAccount'],
}

/** Thrown by the one function that changes users, for changes that these operations do not make. */
const ofOtherChanges = ['not_found', 'version_mismatch', 'last_superuser']

test('every error that is thrown on the way of an operation is documented for it', () => {
  const undocumented = operations
    .filter(({ path }) => path.startsWith('/api/'))
    .flatMap(({ operation: { operationId = '', responses } }) => {
      const documented = Object.values(responses).flatMap(codesOf)
      return [...thrownErrors(operationId)]
        .filter((code) => !documented.includes(code) && !ofOtherChanges.includes(code))
        .filter((code) => !translated[code]?.includes(operationId))
        .map((code) => `${operationId}: ${code}`)
    })

  expect(undocumented).toEqual([])
})

test('errors are found in what a handler calls', () => {
  expect([...thrownErrors('refresh')]).toEqual(
    expect.arrayContaining(['refresh_token_invalid', 'refresh_token_reused']),
  )
})

function codesOf({ content }: Response): string[] {
  return Object.keys(content?.['application/problem+json']?.examples ?? {})
}
