import { describe, expect, test } from 'vitest'
import { asBearer } from '../support/admin-api.ts'
import { latchkeyOn } from '../support/latchkey.ts'
import { addSuperuser, addUser, password } from '../support/people.ts'
import { databases } from '../support/test-database.ts'
import { withServer } from '../support/with-server.ts'

const newPassword = 'staple battery horse'

describe.each(databases)('who is locked out on %s', (database) => {
  const server = withServer({ database, env: { LOGIN_MAX_FAILURES: '3' } })
  const login = async (email: string, given: string) =>
    (await server.post('/api/login/', { email, password: given })).status

  async function lockOut({ email }: { email: string }): Promise<void> {
    for (let count = 0; count < 3; count += 1) await login(email, 'wrong')
    expect(await login(email, password)).toBe(429)
  }

  test('gets in with a password that an administrator sets', async () => {
    const user = await addUser(server)
    const send = await asBearer(server, await addSuperuser(server))
    await lockOut(user)
    await send('POST', `users/${user.id}/set-password/`, { password: newPassword })

    expect(await login(user.email, newPassword)).toBe(200)
  })

  test('gets in after users unlock and changepassword', async () => {
    const latchkey = latchkeyOn(server.database)
    const first = await addUser(server)
    const second = await addUser(server)
    await lockOut(first)
    await lockOut(second)
    const unlocked = await latchkey(`users unlock ${first.email} --json`)
    const list = await latchkey('users list', { env: { LOGIN_MAX_FAILURES: '3' } })
    await latchkey(`changepassword ${second.email} --password-stdin`, { input: newPassword })

    expect(unlocked).toMatchObject({ exit: 0, json: { email: first.email } })
    expect(list.stdout).toMatch(new RegExp(`${first.email} +active`))
    expect(list.stdout).toMatch(new RegExp(`${second.email} +locked`))
    expect(await login(first.email, password)).toBe(200)
    expect(await login(second.email, newPassword)).toBe(200)
  })

  test('as the only superuser gets in with createsuperuser --upsert and the same password', async () => {
    const user = await addSuperuser(server)
    await lockOut(user)
    const command = `createsuperuser --email ${user.email} --upsert --password-stdin`
    const { exit } = await latchkeyOn(server.database)(command, { input: password })

    expect(exit).toBe(0)
    expect(await login(user.email, password)).toBe(200)
  })
})
