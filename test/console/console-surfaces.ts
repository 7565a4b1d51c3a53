import { globSync, readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import type { ConsoleRows } from './console-rows.ts'

/** A dialog, menu or list that opens over a page. */
export interface Surface {
  /** The sources that make it, below console/src/. */
  readonly from: string
  readonly name: string
  readonly path: (rows: ConsoleRows) => string
  /** What the page has to show before; the last of it is what opens the surface. */
  readonly opener: (page: Page) => Promise<Locator>
  /** How it opens, when not by a click on the opener. */
  readonly open?: (page: Page) => Promise<void>
}

const settings = () => '/admin/constance/config/'
// One of them, so that nothing lies under the bar of what is unsaved.
const aSetting = () => '/admin/constance/config/?q=MAX_SESSIONS_PER_USER'
const users = () => '/admin/users/'
const aUser = ({ userId }: ConsoleRows) => `/admin/users/${userId}/`

/** Every surface of the console. */
export const surfaces: readonly Surface[] = [
  {
    from: 'shell/palette/palette.tsx',
    name: 'the palette',
    path: users,
    opener: button('Search'),
  },
  {
    from: 'shell/shortcuts/shortcut-list.tsx',
    name: 'the shortcuts',
    path: users,
    opener: button('Export'),
    open: (page) => page.keyboard.press('?'),
  },
  {
    from: 'shell/account-menu.tsx',
    name: 'the account menu',
    path: users,
    opener: button(/^Account /),
  },
  { from: 'shell/theme-menu.tsx', name: 'the theme menu', path: users, opener: button(/^Theme/) },
  {
    from: 'shell/leave-guard.ts',
    name: 'the question before leaving',
    path: aSetting,
    opener: async (page) => {
      await page.getByLabel(/^Maximum sessions/).fill('7')
      return page.getByRole('link', { name: 'Users', exact: true })
    },
  },
  {
    from: 'kit/api-request.tsx',
    name: 'the API request',
    path: users,
    opener: button('Show as API request'),
  },
  {
    from: 'kit/table/column-chooser.tsx',
    name: 'the columns',
    path: users,
    opener: button('Columns'),
  },
  {
    from: 'kit/list/export-menu.tsx',
    name: 'the export menu',
    path: users,
    opener: button('Export'),
  },
  {
    from: 'pages/users/saved-views.tsx',
    name: 'the views',
    path: users,
    opener: button('Views'),
  },
  {
    from: 'pages/users/saved-views.tsx',
    name: 'the name of a view',
    path: users,
    opener: button('Views'),
    async open(page) {
      await page.getByRole('button', { name: 'Views' }).click()
      await page.getByRole('menuitem', { name: 'Save filters as a view' }).click()
    },
  },
  {
    from: 'pages/users/bulk-user-acts.tsx',
    name: 'the groups of a selection',
    path: users,
    opener: async (page) => (await selected(page)).getByRole('button', { name: 'Groups' }),
  },
  {
    from: 'pages/users/bulk-user-acts.tsx',
    name: 'the question before a bulk act',
    path: users,
    opener: async (page) => (await selected(page)).getByRole('button', { name: 'Revoke sessions' }),
  },
  {
    from: 'pages/users/ask-deactivation.tsx',
    name: 'the reason and end of a deactivation',
    path: aUser,
    opener: button('Deactivate with reason or end date…'),
  },
  {
    from: 'pages/user/use-danger-acts.ts',
    name: 'the question before revoking',
    path: aUser,
    opener: button('Revoke all sessions'),
  },
  {
    from: 'pages/user/use-danger-acts.ts',
    name: 'the question before removing for good',
    path: ({ deletedId }) => `/admin/users/${deletedId}/`,
    opener: button('Delete permanently'),
  },
  {
    from: 'pages/user/user-menu.tsx',
    name: 'the acts on a user',
    path: aUser,
    opener: button('Actions'),
  },
  {
    from: 'pages/user/user-menu.tsx',
    name: 'the acts on a user in its row',
    path: users,
    opener: button('Actions for member@example.com'),
  },
  {
    from: 'pages/import/import-page.tsx',
    name: 'the question before importing',
    path: () => '/admin/users/import/',
    opener: async (page) => {
      const buffer = Buffer.from('email\nnew@example.com\n')
      const file = { name: 'users.csv', mimeType: 'text/csv', buffer }
      await page.locator('input[type=file]').setInputFiles(file)
      return page.getByRole('button', { name: /^Import 1 user/ })
    },
  },
  {
    from: 'pages/sessions/bulk-revoke.tsx',
    name: 'the question before revoking several',
    path: () => '/admin/sessions/?state=active',
    opener: async (page) => {
      await page.getByLabel('Select all rows on this page').check()
      return page.getByRole('toolbar').getByRole('button', { name: 'Revoke', exact: true })
    },
  },
  {
    from: 'pages/groups/new-group-button.tsx',
    name: 'the new group',
    path: () => '/admin/groups/',
    opener: button('Create group'),
  },
  {
    from: 'pages/groups/group-form.tsx',
    name: 'the difference of permissions',
    path: ({ groupId }) => `/admin/groups/${groupId}/`,
    opener: async (page) => {
      await page.getByLabel('Change users').check()
      return page.getByRole('button', { name: 'Save', exact: true })
    },
  },
  {
    from: 'pages/groups/group-danger-zone.tsx',
    name: 'the question before deleting a group',
    path: ({ groupId }) => `/admin/groups/${groupId}/`,
    opener: button('Delete group'),
  },
  {
    from: 'kit/choice-field.tsx',
    name: 'the users that begin so',
    path: ({ groupId }) => `/admin/groups/${groupId}/members/`,
    opener: async (page) => page.getByRole('combobox', { name: 'Add member' }),
    async open(page) {
      await page.getByRole('combobox', { name: 'Add member' }).fill('m')
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    from: 'kit/choice-field.tsx',
    name: 'the choices of a filter',
    path: () => '/admin/audit/?result=success',
    opener: async (page) => page.getByRole('combobox', { name: 'Action', exact: true }),
  },
  {
    from: 'pages/settings/file-menu.tsx',
    name: 'the file menu',
    path: settings,
    opener: button('File'),
  },
  {
    from: 'pages/settings/review-dialog.tsx',
    name: 'the review of settings',
    path: aSetting,
    opener: async (page) => {
      await page.getByLabel(/^Maximum sessions/).fill('3')
      return page.getByRole('button', { name: 'Review' })
    },
  },
  {
    from: 'pages/audit/event-dialog.tsx',
    name: 'an event',
    path: () => '/admin/audit/',
    opener: async (page) => page.locator('tbody a').first(),
  },
  {
    from: 'pages/keys/rotate-button.tsx',
    name: 'the question before rotating',
    path: () => '/admin/keys/',
    opener: button(/^Rotate/),
  },
  {
    from: 'pages/keys/revoke-key-button.tsx',
    name: 'the question before revoking a key in use',
    path: () => '/admin/keys/',
    opener: button('Emergency: revoke now'),
  },
]

/** Made in the middle of an act, and closed by going on with it: tests of acts open these, but not in every look. */
export const surfacesOfActs: readonly string[] = [
  'shell/session/session-gate.tsx',
  'pages/settings/conflict-dialog.tsx',
  'pages/user/profile-conflict.tsx',
  'pages/users/bulk-failures.tsx',
  'pages/email/texts/texts-file.tsx',
]

/** The sources that open something over a page. */
export function sourcesOfSurfaces(): string[] {
  const opening =
    /<(Dialog|Modal|Menu|Popover|Combobox|Drawer|HoverCard)\b|openDialog\(\{|\bconfirm\(\{/
  return globSync('**/*.{ts,tsx}', { cwd: 'console/src' })
    .filter((file) => opening.test(readFileSync(`console/src/${file}`, 'utf8')))
    .filter((file) => !/^kit\/(confirm|open-dialog|loaded-modal)\.tsx$/.test(file))
    .sort()
}

function button(name: string | RegExp): Surface['opener'] {
  return async (page) => page.getByRole('button', { name, exact: true }).first()
}

async function selected(page: Page): Promise<Locator> {
  await page.getByLabel('Select member@example.com').check()
  return page.getByRole('toolbar')
}
