import { inTransaction } from '../../context.ts'
import { listDjangoGroups } from './django-repository.ts'
import { readId, readText } from './django-values.ts'
import { listRemembered, upsertRemembered } from './import-memory-repository.ts'
import { changedThere, digestsOf, type ImportRun } from './import-run.ts'
import {
  type GroupHere,
  insertImportedGroup,
  listGroupsHere,
  updateImportedGroup,
} from './import-target-repository.ts'

const maxGroupNameLength = 150

/** Imports the groups; one that is here under its name already is taken for the same. */
export async function importGroups(run: ImportRun): Promise<void> {
  const rows = await listDjangoGroups(run.source)
  const keys = rows.map(({ id }) => String(id))
  const remembered = await listRemembered(run.context.db, 'group', keys)
  const here = await listGroupsHere(run.context.db)
  run.report.count('groups', 'found', rows.length)

  for (const row of rows) {
    const group = { id: readId(row.id), name: readText(row.name).trim() }
    const memory = remembered.get(String(group.id))
    if (memory) await updateGroup(run, group, memory, here)
    else await addGroup(run, group, here)
  }
}

interface Group {
  readonly id: number
  readonly name: string
}

async function addGroup(run: ImportRun, group: Group, here: readonly GroupHere[]): Promise<void> {
  const same = here.find(({ name, deletedAt }) => name === group.name && deletedAt === null)
  const isIdTaken = here.some(({ id }) => id === group.id)
  if (group.name === '' || [...group.name].length > maxGroupNameLength) {
    reject(run, group, 'name', `A name has 1 to ${maxGroupNameLength} characters.`)
    return
  }
  if (!same && isIdTaken) {
    reject(run, group, 'id', 'Another group has this id here.')
    return
  }
  await remember(run, group, same?.id ?? group.id, same ? 'unchanged' : 'new')
}

async function updateGroup(
  run: ImportRun,
  group: Group,
  memory: { readonly targetId: number | null; readonly digests: Readonly<Record<string, string>> },
  groupsHere: readonly GroupHere[],
): Promise<void> {
  const here = groupsHere.find(({ id }) => id === memory.targetId)
  // Removed here since; it does not come back.
  if (!here || here.deletedAt !== null) {
    run.report.count('groups', 'unchanged')
    return
  }
  const theirs = digestsOf(run, { name: group.name })
  const isRenamed =
    changedThere(memory.digests, theirs, digestsOf(run, { name: here.name })).length > 0
  const isNameTaken = groupsHere.some(
    ({ id, name, deletedAt }) => id !== here.id && name === group.name && deletedAt === null,
  )
  if (isRenamed && isNameTaken) reject(run, group, 'name', 'Another group has this name here.')
  else await remember(run, group, here.id, isRenamed ? 'updated' : 'unchanged')
}

async function remember(
  run: ImportRun,
  group: Group,
  targetId: number,
  outcome: 'new' | 'updated' | 'unchanged',
): Promise<void> {
  if (!run.isDryRun) {
    await inTransaction(run.context, async ({ db, now }) => {
      const at = now()
      if (outcome === 'new') await insertImportedGroup(db, group, at)
      if (outcome === 'updated') await updateImportedGroup(db, { ...group, id: targetId }, at)
      const digests = digestsOf(run, { name: group.name })
      await upsertRemembered(db, 'group', [{ key: String(group.id), targetId, digests }], at)
    })
  }
  run.groupIds.set(group.id, targetId)
  run.report.count('groups', outcome)
}

function reject(run: ImportRun, { id, name }: Group, column: 'id' | 'name', reason: string): void {
  const value = column === 'id' ? String(id) : name
  run.report.reject({ kind: 'groups', row: String(id), column, value, reason })
}
