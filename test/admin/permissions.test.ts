import { beforeAll, describe, expect, test } from 'vitest'
import { permissionCodes } from '../../src/features/permissions/permission-catalogue.ts'
import { asBearer, type Send } from '../support/admin-api.ts'
import { addStaff, addSuperuser, addUser } from '../support/people.ts'
import { databases } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'
import { absentPath, adminRoutes, nameOf } from './route-table.ts'

const routes = await adminRoutes()

test('every route of the management API declares the permission it takes', () => {
  expect(routes.filter(({ permission }) => permission === undefined).map(nameOf)).toEqual([])
  expect(routes.length).toBeGreaterThan(40)
})

describe.each(databases)('permissions on %s', (database) => {
  const server = withServer({ database })
  const callers = new Map<string, Send>()

  beforeAll(async () => {
    callers.set(
      'user',
      await asBearer(server, await addUser(server, { permissions: permissionCodes })),
    )
    callers.set('staff', await asBearer(server, await addStaff(server)))
    callers.set('superuser', await asBearer(server, await addSuperuser(server)))
    for (const code of permissionCodes) {
      callers.set(code, await asBearer(server, await addStaff(server, code)))
      const others = permissionCodes.filter((other) => other !== code)
      callers.set(`not ${code}`, await asBearer(server, await addStaff(server, ...others)))
    }
  }, 60_000)

  const as = (caller: string): Send => {
    const send = callers.get(caller)
    if (!send) throw new Error(`nobody is ${caller}`)
    return send
  }

  test.each(routes.map((route) => [nameOf(route), route] as const))('%s', async (_name, route) => {
    const { method, permission } = route
    const path = absentPath(route)
    const body = method === 'GET' ? undefined : {}
    const nobody = await server.send(method, `/api/admin/${path}`, { body })
    const user = await as('user')(method, path, body)
    const superuser = await as('superuser')(method, path, body)
    const holder = await as(permission === 'any staff' ? 'staff' : (permission ?? 'staff'))(
      method,
      path,
      body,
    )

    expect(nobody.status).toBe(401)
    expect([user.status, user.body.code]).toEqual([403, 'permission_denied'])
    expect(superuser.status).not.toBe(401)
    expect(superuser.status).not.toBe(403)
    expect(holder.status).not.toBe(401)
    expect(holder.body.required_permission).not.toBe(permission)
    if (permission === 'any staff') return

    for (const caller of ['staff', `not ${permission}`]) {
      const answer = await as(caller)(method, path, body)
      expect([answer.status, answer.body.required_permission]).toEqual([403, permission])
    }
  })
})
