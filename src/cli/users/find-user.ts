import type { Context } from '../../context.ts'
import { getUser, getUserByEmail } from '../../features/users/find-user.ts'
import type { User } from '../../features/users/user-repository.ts'
import { CommandError } from '../exit-codes.ts'

/** The user of this email address or id, deleted ones too. */
export async function getNamedUser(context: Context, name: string): Promise<User> {
  if (name.includes('@')) return getUserByEmail(context, name)
  if (/^\d{1,15}$/.test(name)) {
    return getUser(context, Number(name)).catch((error: unknown) => {
      throw new CommandError('notFound', `There is no user ${name}.`, { cause: error })
    })
  }
  throw new CommandError('usage', `${name} is neither an email address nor an id.`)
}
