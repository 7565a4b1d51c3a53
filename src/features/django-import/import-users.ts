import { inTransaction, type TransactionContext } from '../../context.ts'
import { isUniqueViolation } from '../../database/unique-violation.ts'
import type { AuditAction } from '../audit/audit-actions.ts'
import { writeEntries } from '../audit/record-event.ts'
import { hasActiveSuperuser } from '../users/user-list-repository.ts'
import { type DjangoUser, listDjangoUsers } from './django-repository.ts'
import { readId, readText } from './django-values.ts'
import { type Duplicates, findDuplicates } from './find-duplicates.ts'
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

/** Imports all users, page by page, each in its own transaction. */
export async function importUsers(run: ImportRun): Promise<void> {
  const duplicates = await findDuplicates(run)
  const pages = pagesById((page) => listDjangoUsers(run.source, run.schema, page))
  for await (const rows of pages) {
    run.report.count('users', 'found', rows.length)
    await importPage(
      run,
      rows.filter((row) => isAcceptable(run, row, duplicates)),
    )
  }
}

function isAcceptable(run: ImportRun, row: DjangoUser, duplicates: Duplicates): boolean {
  const id = readId(row.id)
  const reason = duplicates.get(id)
  if (reason === undefined) return true
  const email = readText(row.email)
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

/** Someone registered here with one of these emails between the look and the insert: look again. */
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
  here: Here,
): Promise<void> {
  const row = String(user.id)
  const problem = problemOf(user, here)
  const patch = here.sameId && here.memory ? patchFor(run, here.memory, user, here.sameId) : {}
  const isLast = here.sameId && (await losesLastSuperuser(run, here.sameId, patch))
  if (problem || isLast) {
    const rejection = problem ?? lastSuperuser
    plan.outcomes.push(() => run.report.reject({ kind: 'users', row, ...rejection }))
    return
  }
  // Removed here since the last import; it does not come back.
  if (!here.sameId && here.memory) {
    plan.outcomes.push(() => run.report.count('users', 'unchanged'))
    return
  }

  const isUpdated = Object.keys(patch).length > 0
  if (!here.sameId) plan.inserts.push({ ...user, created_at: createdAt })
  else if (isUpdated) plan.updates.push({ before: here.sameId, patch })
  plan.remembered.push({ key: row, targetId: user.id, digests: digestsOf(run, { ...user }) })
  plan.outcomes.push(() => {
    run.report.count('users', here.sameId ? (isUpdated ? 'updated' : 'unchanged') : 'new')
    run.userIds.add(user.id)
  })
}

const lastSuperuser = {
  column: 'is_superuser',
  value: 'false',
  reason: 'The last active superuser cannot be removed.',
}

function problemOf(user: ImportedUser, { sameId, sameEmail, memory }: Here) {
  if (sameEmail && sameEmail.id !== user.id) {
    const reason = `User ${sameEmail.id} has this email here.`
    return { column: 'email', value: user.email, reason }
  }
  const isStranger = sameId && !memory && sameId.email_identity !== user.email_identity
  const reason = 'Another user has this id here.'
  return isStranger ? { column: 'id', value: String(user.id), reason } : undefined
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
  return isOne && isLost && !(await hasActiveSuperuser(context.db, [here.id]))
}

async function write(run: ImportRun, context: TransactionContext, plan: Plan): Promise<void> {
  const now = context.now()
  await insertImportedUsers(context.db, plan.inserts, now)
  for (const { before, patch } of plan.updates) {
    await updateImportedUser(context.db, before.id, patch, now)
  }
  await upsertRemembered(context.db, 'user', plan.remembered, now)

  const { actor } = run.caller
  const entry = (action: AuditAction, { id, email }: ImportedUser) => ({
    at: now,
    actorKind: actor.kind,
    actorId: actor.id,
    actor: actor.label,
    action,
    result: 'success',
    code: undefined,
    objectType: 'user',
    objectId: String(id),
    objectLabel: email,
    changes: undefined,
    address: undefined,
    userAgent: undefined,
    requestId: undefined,
  })
  await writeEntries(context, [
    ...plan.inserts.map((user) => entry('user.create', user)),
    ...plan.updates.map(({ before }) => entry('user.change', before)),
  ])
}
