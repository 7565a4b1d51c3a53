import { inTransaction, type TransactionContext } from '../../context.ts'
import { isUniqueViolation } from '../../database/unique-violation.ts'
import { insertAuditEntry } from '../audit/audit-repository.ts'
import { normalizeEmail } from '../users/email-address.ts'
import { hasOtherActiveSuperuser } from '../users/user-repository.ts'
import { type DjangoUser, listDjangoEmails, listDjangoUsers } from './django-repository.ts'
import { readBoolean, readId, readText } from './django-values.ts'
import { listRemembered, type Remembered, upsertRemembered } from './import-memory-repository.ts'
import { changedThere, digestsOf, type ImportRun, pagesById } from './import-run.ts'
import {
  type ImportedUser,
  insertImportedUsers,
  listUsersHere,
  type UserHere,
  updateImportedUser,
} from './import-target-repository.ts'
import { readDjangoUser } from './read-user.ts'

/** Imports all users, in transactions of a thousand. */
export async function importUsers(run: ImportRun): Promise<void> {
  const duplicates = await findDuplicates(run)
  const pages = pagesById((page) => listDjangoUsers(run.source, run.schema, page))
  for await (const rows of pages) {
    run.report.count('users', 'found', rows.length)
    await importPage(run, rows.filter((row) => isAcceptable(run, row, duplicates)))
  }
}

/** Users who lose their email to another one here, where two spellings of it are one. */
type Duplicates = ReadonlyMap<number, string>

async function findDuplicates({ source, schema, preference }: ImportRun): Promise<Duplicates> {
  const byEmail = new Map<string, { id: number; isSuperuser: boolean }[]>()
  for await (const rows of pagesById((page) => listDjangoEmails(source, schema, page))) {
    for (const { id, email, is_superuser } of rows) {
      const key = normalizeEmail(readText(email))
      const user = { id: readId(id), isSuperuser: readBoolean(is_superuser) }
      byEmail.set(key, [...(byEmail.get(key) ?? []), user])
    }
  }

  const losers = new Map<number, string>()
  for (const users of byEmail.values()) {
    if (users.length === 1) continue
    const winner = {
      newest: users.at(-1),
      oldest: users[0],
      superuser: users.find(({ isSuperuser }) => isSuperuser),
    }[preference ?? 'superuser']
    const chosen = preference === undefined ? undefined : winner?.id
    for (const { id } of users) {
      if (id === chosen) continue
      const others = users.map((user) => user.id).filter((other) => other !== id)
      losers.set(id, `The same email as user ${others.join(', ')}, which is one user here.`)
    }
  }
  return losers
}

function isAcceptable(run: ImportRun, row: DjangoUser, duplicates: Duplicates): boolean {
  const id = readId(row.id)
  const reason = duplicates.get(id)
  const email = readText(row.email)
  if (reason === undefined || email === '') return true
  run.report.reject({ kind: 'users', row: String(id), column: 'email', value: email, reason })
  return false
}

interface Candidate {
  readonly user: ImportedUser
  readonly createdAt: number
}

async function importPage(run: ImportRun, rows: readonly DjangoUser[]): Promise<void> {
  const candidates = rows.flatMap((row): Candidate[] => {
    const read = readDjangoUser(row)
    if ('problem' in read) {
      run.report.reject({ kind: 'users', row: String(row.id), ...read.problem })
      return []
    }
    const { created_at, ...user } = read.user
    return [{ user, createdAt: created_at ?? run.context.now() }]
  })
  if (candidates.length > 0) await retryOnce(() => writePage(run, candidates))
}

/** Somebody registered here with one of these emails between the look and the insert: look again. */
async function retryOnce(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    await work()
  }
}

interface Plan {
  readonly inserts: (ImportedUser & { readonly created_at: number })[]
  readonly updates: { readonly before: UserHere; readonly patch: Partial<ImportedUser> }[]
  readonly remembered: Remembered[]
  /** What the report says, once it is true. */
  readonly outcomes: (() => void)[]
}

async function writePage(run: ImportRun, candidates: readonly Candidate[]): Promise<void> {
  const plan = await planPage(run, candidates)
  if (!run.isDryRun) await inTransaction(run.context, (context) => write(run, context, plan))
  for (const outcome of plan.outcomes) outcome()
}

async function planPage(run: ImportRun, candidates: readonly Candidate[]): Promise<Plan> {
  const { db } = run.context
  const ids = candidates.map(({ user }) => user.id)
  const remembered = await listRemembered(db, 'user', ids.map(String))
  const emails = candidates.map(({ user }) => user.email_identity)
  const usersHere = await listUsersHere(db, ids, emails)
  const byId = new Map(usersHere.map((user) => [user.id, user]))
  const byEmail = new Map(usersHere.map((user) => [user.email_identity, user]))

  const plan: Plan = { inserts: [], updates: [], remembered: [], outcomes: [] }
  for (const candidate of candidates) {
    const { user } = candidate
    const here = {
      sameId: byId.get(user.id),
      sameEmail: byEmail.get(user.email_identity),
      memory: remembered.get(String(user.id)),
    }
    await planUser(run, plan, candidate, here)
  }
  return plan
}

interface Here {
  readonly sameId: UserHere | undefined
  readonly sameEmail: UserHere | undefined
  readonly memory: Remembered | undefined
}

async function planUser(
  run: ImportRun,
  plan: Plan,
  { user, createdAt }: Candidate,
  { sameId, sameEmail, memory }: Here,
): Promise<void> {
  const row = { kind: 'users', row: String(user.id) } as const
  const reject = (column: string, value: string, reason: string) =>
    plan.outcomes.push(() => run.report.reject({ ...row, column, value, reason }))
  const remember = (outcome: 'new' | 'updated' | 'unchanged') => {
    const digests = digestsOf(run, { ...user })
    plan.remembered.push({ key: row.row, targetId: user.id, digests })
    plan.outcomes.push(() => {
      run.report.count('users', outcome)
      run.userIds.add(user.id)
    })
  }

  if (sameEmail && sameEmail.id !== user.id) {
    reject('email', user.email, `User ${sameEmail.id} has this email here.`)
  } else if (!sameId && memory) {
    plan.outcomes.push(() => run.report.count('users', 'unchanged'))
  } else if (!sameId) {
    plan.inserts.push({ ...user, created_at: createdAt })
    remember('new')
  } else if (!memory) {
    if (sameId.email_identity === user.email_identity) remember('unchanged')
    else reject('id', row.row, 'Another user has this id here.')
  } else {
    const patch = patchFor(run, memory, user, sameId)
    if (await losesLastSuperuser(run, sameId, patch)) {
      reject('is_superuser', 'false', 'The last active superuser cannot be removed.')
      return
    }
    if (Object.keys(patch).length > 0) plan.updates.push({ before: sameId, patch })
    remember(Object.keys(patch).length > 0 ? 'updated' : 'unchanged')
  }
}

function patchFor(
  run: ImportRun,
  { digests }: Remembered,
  user: ImportedUser,
  here: UserHere,
): Partial<ImportedUser> {
  if (here.deleted_at !== null) return {}
  const { deleted_at: _deletedAt, ...ours } = here
  const names = changedThere(digests, digestsOf(run, { ...user }), digestsOf(run, { ...ours }))
  return Object.fromEntries(Object.entries(user).filter(([name]) => names.includes(name)))
}

async function losesLastSuperuser(
  { context }: ImportRun,
  here: UserHere,
  { is_active: isActive, is_superuser: isSuperuser }: Partial<ImportedUser>,
): Promise<boolean> {
  const isOne = here.is_superuser && here.is_active && here.deleted_at === null
  const isLost = isActive === false || isSuperuser === false
  return isOne && isLost && !(await hasOtherActiveSuperuser(context.db, [here.id]))
}

async function write(run: ImportRun, context: TransactionContext, plan: Plan): Promise<void> {
  const now = context.now()
  await insertImportedUsers(context.db, plan.inserts, now)
  for (const { before, patch } of plan.updates) {
    await updateImportedUser(context.db, before.id, patch, now)
  }
  await upsertRemembered(context.db, 'user', plan.remembered, now)

  const { actor } = run.caller
  const entry = (action: string, { id, email }: ImportedUser) => ({
    at: now,
    actorKind: actor.kind,
    actorId: actor.id,
    actor: actor.label,
    action,
    result: 'success',
    objectType: 'user',
    objectId: String(id),
    objectLabel: email,
  })
  await insertAuditEntry(context.db, [
    ...plan.inserts.map((user) => entry('user.create', user)),
    ...plan.updates.map(({ before }) => entry('user.change', before)),
  ])
}
