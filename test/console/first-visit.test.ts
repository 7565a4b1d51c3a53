import type { Request } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from '../support/browser.ts'
import { addSuperuser } from '../support/people.ts'
import { fillConsole } from './console-rows.ts'
import { settled, withConsole } from './console-visit.ts'

// What it takes in time is measured by `npm run bench first-visit`; what it loads is the same on every machine.
describe.skipIf(!chromiumPath)('the first visit after login', () => {
  const { server, admin, visitAs } = withConsole()
  beforeAll(() => fillConsole(server, admin))

  test.each([
    { path: '/admin/', maxRequests: 20, maxKilobytes: 250 },
    { path: '/admin/users/', maxRequests: 26, maxKilobytes: 230 },
  ])('to $path loads little', async ({ path, maxRequests, maxKilobytes }) => {
    // Nobody was here before, so that nothing is cached.
    const { page, open } = await visitAs(await addSuperuser(server))
    const requests: Request[] = []
    page.on('requestfinished', (request) => requests.push(request))
    await open(path)
    await settled(page)

    const sizes = await Promise.all(requests.map((request) => request.sizes()))
    const bytes = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0)
    expect(requests.length).toBeLessThanOrEqual(maxRequests)
    expect(bytes).toBeLessThanOrEqual(maxKilobytes * 1_000)
  })
})
