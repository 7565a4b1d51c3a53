import { readFileSync } from 'node:fs'
import type { ConsoleRows } from './console-rows.ts'

// Read as text: what they import is for the browser.
const source = readFileSync('console/src/routes.tsx', 'utf8')
const navigation = readFileSync('console/src/shell/pages.ts', 'utf8')

/** The routes of the console, as its own table of routes has them. */
export const consoleRoutes: readonly string[] = [
  ...[...source.matchAll(/<Route path="([^"]+)"/g)].map(([, path = '']) => path),
  'anything else',
]

/** The same of the pages that the navigation, the palette and the shortcuts name. */
export const navigationRoutes: readonly string[] = [...navigation.matchAll(/\bto: '([^']+)'/g)].map(
  ([, path = '']) => (path === '/' ? path : path.slice(0, -1)),
)

/** Addresses that show what a route can show. Tabs are found on the page. */
const addresses: Readonly<Record<string, (rows: ConsoleRows) => readonly string[]>> = {
  '/': () => ['/admin/'],
  '/users': () => ['/admin/users/', '/admin/users/?q=nobody-at-all'],
  '/users/new': () => ['/admin/users/new/'],
  '/users/import': () => ['/admin/users/import/'],
  '/users/:id/:tab?': (rows) => [`/admin/users/${rows.userId}/`, `/admin/users/${rows.deletedId}/`],
  '/sessions': () => ['/admin/sessions/', '/admin/sessions/?state=reused'],
  '/sessions/console': () => ['/admin/sessions/console/'],
  '/sessions/:id': (rows) => [`/admin/sessions/${rows.sessionId}/`],
  '/groups': () => ['/admin/groups/'],
  '/groups/:id/:tab?': (rows) => [`/admin/groups/${rows.groupId}/`],
  '/constance/config': () => ['/admin/constance/config/'],
  '/constance/config/history': () => ['/admin/constance/config/history/'],
  '/audit': () => ['/admin/audit/'],
  '/keys': () => ['/admin/keys/'],
  '/email': () => ['/admin/email/', '/admin/email/?state=failed'],
  '/email/texts': () => ['/admin/email/texts/'],
  '/email/texts/:kind/:locale': () => [
    '/admin/email/texts/reset_password/en/',
    '/admin/email/texts/test/de/',
  ],
  '/email/:id': (rows) => [`/admin/email/${rows.emailId}/`],
  '/email/server': () => ['/admin/email/server/'],
  '/health': () => ['/admin/health/'],
  'anything else': () => ['/admin/no-such-page/'],
}

/** @throws when a route is new: then its addresses belong into the list above. */
export function addressesOf(route: string, rows: ConsoleRows): readonly string[] {
  const known = addresses[route]
  if (!known) throw new Error(`test/console/console-routes.ts does not say how to visit ${route}`)
  return known(rows)
}
