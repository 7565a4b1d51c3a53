import { expressionBuilder, type RawBuilder, sql } from 'kysely'
import { startsWith } from '../../database/conditions.ts'
import type { Tables } from '../../database/tables.ts'
import { mayDoMoreThan } from '../permissions/permission-repository.ts'

/** Whose sessions an administrator may end: their own, and those of users who may do nothing but this. */
export interface SessionAuthority {
  readonly ownId: number | undefined
  readonly permissions: readonly string[]
}

const eb = expressionBuilder<Tables, never>()

/** `userId` is the column with the owner of a session, of an application or of the console. */
export function isWithin(userId: RawBuilder<number>, { ownId, permissions }: SessionAuthority) {
  const isOwn = eb(userId, '=', ownId ?? 0)
  return eb.or([isOwn, eb.not(mayDoMoreThan(userId, permissions))])
}

/** Whether the email of the owner begins like this. */
export function ownerStartsWith(userId: RawBuilder<number>, emailPrefix: string) {
  const prefix = emailPrefix.normalize('NFKC').toLowerCase()
  const owners = eb
    .selectFrom('users')
    .select('users.id')
    .where(startsWith(sql.ref<string>('users.email_identity'), prefix))
  return eb(userId, 'in', owners)
}
