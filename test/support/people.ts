import { hashPassword } from '../../src/crypto/password-hash.ts'
import { unrestricted } from '../../src/features/permissions/administrator.ts'
import type { PermissionCode } from '../../src/features/permissions/permission-catalogue.ts'
import {
  createUser,
  createUserWithHash,
  type NewUser,
} from '../../src/features/users/create-user.ts'
import type { User } from '../../src/features/users/user-repository.ts'
import type { TestServer } from './test-server.ts'

export const password = 'correct horse battery'

/** The operator at the machine, who may do everything. */
export const operator = unrestricted({
  actor: { kind: 'command line', label: 'operator' },
  client: {},
})

// Hashing is most of a test's time, and nearly everybody has one of a few passwords.
const hashes = new Map<string, Promise<string>>()

/** A hash of this password, the same at every call. */
export function hashed(password: string): Promise<string> {
  const hash = hashes.get(password) ?? hashPassword(password)
  hashes.set(password, hash)
  return hash
}

let count = 0

/** A user of the test's own, with `password` unless told, and without the cost of a registration. */
export async function addUser(server: TestServer, user: Partial<NewUser> = {}): Promise<User> {
  count += 1
  const wanted = { email: `user${count}@example.com`, ...user }
  return user.password === undefined
    ? createUserWithHash(server.context, wanted, await hashed(password), operator)
    : createUser(server.context, wanted, operator)
}

export function addSuperuser(server: TestServer, user: Partial<NewUser> = {}): Promise<User> {
  return addUser(server, { isStaff: true, isSuperuser: true, ...user })
}

/** Staff with exactly these permissions. */
export function addStaff(server: TestServer, ...permissions: PermissionCode[]): Promise<User> {
  return addUser(server, { isStaff: true, permissions })
}
