import { beforeAll, describe, expect, test } from 'vitest'
import { latchkeyOn } from '../support/latchkey.ts'
import { databases } from '../support/test-database.ts'
import { withDatabase } from '../support/with-server.ts'

describe.each(databases)('groups from the command line on %s', (kind) => {
  const database = withDatabase(kind)
  const latchkey = latchkeyOn(database)

  beforeAll(async () => {
    await Promise.all([
      latchkey('users create bob@example.com --staff'),
      latchkey('users create eve@example.com --staff'),
    ])
  })

  test.each([
    ['groups list', 'No groups.'],
    ['sessions list', 'No sessions.'],
    ['users list --search zzzz', 'No users.'],
    ['keys list', 'No signing keys.'],
    ['email list', 'No emails.'],
    ['config history', 'No setting was changed.'],
  ])('%s of nothing says so beside the output', async (command, none) => {
    expect(await latchkey(command)).toMatchObject({ exit: 0, stdout: '', stderr: `${none}\n` })
    expect((await latchkey(`${command} --quiet`)).stderr).toBe('')
    expect(Object.values((await latchkey(`${command} --json`)).json)).toContainEqual([])
  })

  test('a group is made, named once, and shown with its permissions', async () => {
    const made = await latchkey('groups create Support users.view_user')
    const [duplicate, blank, unknown, shown] = await Promise.all([
      latchkey('groups create Support --json'),
      latchkey('groups create  --json'),
      latchkey('groups create More users.fly --json'),
      latchkey('groups show Support --json'),
    ])

    expect(made).toMatchObject({ exit: 0, stderr: '' })
    expect(made.stdout).toMatch(/^Created group \d+, Support, with 1 permission\.\n$/)
    expect(duplicate.exit).toBe(1)
    expect(duplicate.json.error.message).toBe('name: There is a group with this name already.')
    expect(blank.json.error.message).toBe('name: This field may not be blank.')
    expect(unknown.json.error.message).toBe('permissions: No such permission: users.fly.')
    expect(shown.json).toMatchObject({ name: 'Support', permissions: ['users.view_user'] })
  })

  test('permissions are granted and revoked, and only said so in a dry run', async () => {
    await latchkey('groups create Permissions users.view_user')
    const command = 'groups grant Permissions users.view_user keys.view_key'
    const planned = await latchkey(`${command} --dry-run --json`)
    const granted = await latchkey(command)
    const again = await latchkey(command)
    const revoked = await latchkey('groups revoke Permissions users.view_user --json')
    const history = await latchkey('groups show Permissions --json')

    expect(planned.json).toMatchObject({
      added: ['keys.view_key'],
      removed: [],
      affected_users: 0,
      dry_run: true,
      permissions: ['users.view_user'],
    })
    expect(granted.stdout).toBe('Permissions gained keys.view_key. It has 0 members.\n')
    expect(again.stdout).toBe('Permissions is unchanged.\n')
    expect(revoked.json).toMatchObject({ removed: ['users.view_user'], dry_run: false })
    expect(history.json).toMatchObject({ permissions: ['keys.view_key'], version: 3 })
  })

  test('users come and go, all of those named or none', async () => {
    const { json: group } = await latchkey('groups create Members users.view_user --json')
    const [mistyped, planned] = await Promise.all([
      latchkey('groups add-member Members bob@example.com nobody@example.com'),
      latchkey('groups add-member Members bob@example.com --dry-run'),
    ])
    const empty = await latchkey('groups show Members --json')
    const added = await latchkey('groups add-member Members bob@example.com EVE@example.com')
    const again = await latchkey(`groups add-member ${group.id} bob@example.com --json`)
    const user = await latchkey('users show bob@example.com --json')
    const removed = await latchkey('groups remove-member Members bob@example.com --json')
    const shown = await latchkey('groups show Members')

    expect(mistyped).toMatchObject({ exit: 5, stdout: '' })
    expect(planned.stdout).toBe('1 user would be added to Members.\n')
    expect(empty.json).toMatchObject({ members: 0, users: [] })
    expect(added.stdout).toBe('2 users were added to Members.\n')
    expect(again.json).toMatchObject({ changed: [], members: 2 })
    expect(user.json.groups).toEqual([{ id: group.id, name: 'Members' }])
    expect(removed.json).toMatchObject({ changed: [{ email: 'bob@example.com' }], members: 1 })
    expect(shown.stdout).toContain('eve@example.com')
    expect(shown.stdout).not.toContain('bob@example.com')
  })

  test('a group is deleted with --yes, and comes back by its id', async () => {
    const { json: group } = await latchkey('groups create Short --json')
    const refused = await latchkey('groups delete Short')
    const deleted = await latchkey('groups delete Short --yes --json')
    const [gone, granted, listed] = await Promise.all([
      latchkey('groups show Short --json'),
      latchkey(`groups grant ${group.id} users.view_user --json`),
      latchkey('groups list --deleted --json'),
    ])
    const restored = await latchkey(`groups restore ${group.id}`)

    expect(refused).toMatchObject({ exit: 6, stdout: '' })
    expect(deleted.json.deleted_at).not.toBeNull()
    expect(gone).toMatchObject({ exit: 5, json: { error: { code: 'not_found' } } })
    expect(granted.json.error.message).toContain('latchkey groups restore')
    expect(listed.json.groups).toContainEqual(deleted.json)
    expect(restored.stdout).toBe('Short is restored.\n')
  })

  test('groups are listed in pages', async () => {
    await latchkey('groups create Page1')
    await latchkey('groups create Page2')
    const page = await latchkey('groups list --limit 1 --json')
    const next = await latchkey(`groups list --limit 1 --json --before ${page.json.next}`)

    expect(page.json.groups).toMatchObject([{ name: 'Page2' }])
    expect(next.json.groups).toMatchObject([{ name: 'Page1' }])
  })
})
