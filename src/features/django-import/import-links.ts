import { inTransaction } from '../../context.ts'
import { isPermissionCode } from '../permissions/permission-catalogue.ts'
import { listPermissions } from '../permissions/permission-repository.ts'
import {
  type DjangoLink,
  type LinkKind,
  listDjangoLinks,
  listDjangoPermissions,
} from './django-repository.ts'
import { readId } from './django-values.ts'
import {
  deleteRemembered,
  listAllRemembered,
  listRemembered,
  type Remembered,
  upsertRemembered,
} from './import-memory-repository.ts'
import { chunksOf, type ImportRun, pagesById } from './import-run.ts'
import { deleteLink, insertLinks, type Link } from './import-target-repository.ts'

/** Where one end of a link is here, or why it is nowhere. */
type End = { readonly id: number } | { readonly value: string; readonly reason: string }

interface LinkRules {
  readonly kind: LinkKind
  readonly reported: 'memberships' | 'permissions'
  readonly from: (id: number) => End
  readonly to: (id: number) => End
}

/** Imports who belongs to which group, and who holds which permission. Users and groups come first. */
export async function importLinks(run: ImportRun): Promise<void> {
  const user = (id: number): End =>
    run.userIds.has(id) ? { id } : { value: String(id), reason: 'This user was not imported.' }
  const group = (id: number): End => {
    const here = run.groupIds.get(id)
    return here === undefined
      ? { value: String(id), reason: 'This group was not imported.' }
      : { id: here }
  }
  const permission = await permissionEnds(run)

  await importKind(run, { kind: 'membership', reported: 'memberships', from: user, to: group })
  const permissions = { reported: 'permissions', to: permission } as const
  await importKind(run, { kind: 'group_permission', from: group, ...permissions })
  await importKind(run, { kind: 'user_permission', from: user, ...permissions })
}

// `sessions.view_session` of Django is about its own browser sessions, and means something else here.
const sameMeaning = /^(users\.\w+_user|auth\.\w+_group|constance\.\w+_config)$/

async function permissionEnds({ source, context, schema }: ImportRun) {
  const idByCode = new Map((await listPermissions(context.db)).map(({ code, id }) => [code, id]))
  const [, app = 'users', model = 'user'] = /^(.+)_([^_]+)$/.exec(schema.usersTable) ?? []
  const nameById = new Map(
    (await listDjangoPermissions(source)).map(({ id, app: theirApp, codename }) => {
      const isOnUsers = theirApp === app && codename.endsWith(`_${model}`)
      const code = isOnUsers
        ? `users.${codename.slice(0, -model.length)}user`
        : `${theirApp}.${codename}`
      return [readId(id), { name: `${theirApp}.${codename}`, code }] as const
    }),
  )
  return (id: number): End => {
    const { name = String(id), code = '' } = nameById.get(id) ?? {}
    const here = isPermissionCode(code) && sameMeaning.test(code) ? idByCode.get(code) : undefined
    return here === undefined
      ? { value: name, reason: 'There is no such permission here.' }
      : { id: here }
  }
}

async function importKind(run: ImportRun, rules: LinkRules): Promise<void> {
  const seen = new Set<string>()
  const pages = pagesById((page) => listDjangoLinks(run.source, run.schema, rules.kind, page))
  for await (const rows of pages) {
    run.report.count(rules.reported, 'found', rows.length)
    for (const row of rows) seen.add(keyOf(row))
    await importPage(run, rules, rows)
  }
  const remembered = await listAllRemembered(run.context.db, rules.kind)
  const vanished = remembered.map(({ key }) => key).filter((key) => !seen.has(key))
  await removeLinks(run, rules, vanished)
}

async function importPage(run: ImportRun, rules: LinkRules, rows: readonly DjangoLink[]) {
  const { kind, reported } = rules
  const remembered = await listRemembered(run.context.db, kind, rows.map(keyOf))
  const added = rows.flatMap((row) => {
    const key = keyOf(row)
    if (remembered.has(key)) {
      run.report.count(reported, 'unchanged')
      return []
    }
    const link = linkHere(run, rules, row)
    return link ? [{ key, link }] : []
  })
  if (!run.isDryRun) await addLinks(run, kind, added)
  run.report.count(reported, 'new', added.length)
}

const columns = {
  membership: ['user_id', 'group_id'],
  user_permission: ['user_id', 'permission_id'],
  group_permission: ['group_id', 'permission_id'],
} as const satisfies Record<LinkKind, readonly [string, string]>

function keyOf({ from, to }: DjangoLink): string {
  return `${from}:${to}`
}

function linkHere(run: ImportRun, rules: LinkRules, row: DjangoLink): Link | undefined {
  const from = rules.from(readId(row.from))
  const to = rules.to(readId(row.to))
  if ('id' in from && 'id' in to) return { from: from.id, to: to.id }

  const [fromColumn, toColumn] = columns[rules.kind]
  const [column, end] = 'id' in from ? [toColumn, to] : [fromColumn, from]
  const { value, reason } = end as Exclude<End, { readonly id: number }>
  run.report.reject({ kind: rules.reported, row: keyOf(row), column, value, reason })
  return undefined
}

async function addLinks(
  { context }: ImportRun,
  kind: LinkKind,
  added: readonly { readonly key: string; readonly link: Link }[],
): Promise<void> {
  await inTransaction(context, async ({ db, now }) => {
    await insertLinks(
      db,
      kind,
      added.map(({ link }) => link),
    )
    const remembered = added.map(({ key }): Remembered => ({ key, targetId: null, digests: {} }))
    await upsertRemembered(db, kind, remembered, now())
  })
}

/** What was taken away there since the last import goes here too. */
async function removeLinks(run: ImportRun, rules: LinkRules, keys: readonly string[]) {
  for (const chunk of chunksOf(keys)) {
    if (!run.isDryRun) {
      await inTransaction(run.context, async ({ db }) => {
        for (const key of chunk) {
          const [from = 0, to = 0] = key.split(':').map(Number)
          const ends = { from: rules.from(from), to: rules.to(to) }
          if (!('id' in ends.from) || !('id' in ends.to)) continue
          await deleteLink(db, rules.kind, { from: ends.from.id, to: ends.to.id })
        }
        await deleteRemembered(db, rules.kind, chunk)
      })
    }
    run.report.count(rules.reported, 'updated', chunk.length)
  }
}
