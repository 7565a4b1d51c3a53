interface PermissionText {
  readonly label: string
  /** What it allows, as the console shows it. */
  readonly description: string
  readonly group: string
}

/** Every right that can be given to a user or a group. The codes are public and permanent. */
export const permissionCatalogue = {
  'users.view_user': {
    label: 'View users',
    description: 'See the list of users, their details and their groups, and export it.',
    group: 'Users',
  },
  'users.add_user': {
    label: 'Add users',
    description: 'Create and invite users.',
    group: 'Users',
  },
  'users.change_user': {
    label: 'Change users',
    description:
      'Edit, activate, deactivate and unlock users, set passwords, permissions and groups.',
    group: 'Users',
  },
  'users.delete_user': {
    label: 'Delete users',
    description: 'Delete and restore users, and delete them permanently.',
    group: 'Users',
  },
  'auth.view_group': {
    label: 'View groups',
    description: 'See groups with their permissions and members.',
    group: 'Groups',
  },
  'auth.add_group': {
    label: 'Add groups',
    description: 'Create groups.',
    group: 'Groups',
  },
  'auth.change_group': {
    label: 'Change groups',
    description: 'Rename groups and change their permissions and members.',
    group: 'Groups',
  },
  'auth.delete_group': {
    label: 'Delete groups',
    description: 'Delete groups and restore them.',
    group: 'Groups',
  },
  'sessions.view_session': {
    label: 'View sessions',
    description: 'See who is logged in, from where and since when.',
    group: 'Sessions',
  },
  'sessions.revoke_session': {
    label: 'Revoke sessions',
    description: 'End sessions of other people.',
    group: 'Sessions',
  },
  'constance.view_config': {
    label: 'View settings',
    description: 'See the settings and their history.',
    group: 'Settings',
  },
  'constance.change_config': {
    label: 'Change settings',
    description: 'Change, reset and revert settings.',
    group: 'Settings',
  },
  'audit.view_event': {
    label: 'View the audit log',
    description: 'Read and export all audit events.',
    group: 'Audit',
  },
  'keys.view_key': {
    label: 'View signing keys',
    description: 'See the signing keys and their states, never the private keys.',
    group: 'Signing keys',
  },
  'keys.rotate_key': {
    label: 'Rotate signing keys',
    description: 'Create the next signing key.',
    group: 'Signing keys',
  },
  'keys.revoke_key': {
    label: 'Revoke signing keys',
    description: 'Revoke a signing key and every token it signed.',
    group: 'Signing keys',
  },
  'email.view_email': {
    label: 'View emails',
    description: 'See all emails with their recipients and states, never their text.',
    group: 'Email',
  },
  'email.send_email': {
    label: 'Send emails',
    description: 'Send failed emails again, and test the mail server.',
    group: 'Email',
  },
  'email.change_template': {
    label: 'Change email texts',
    description: 'Change email texts, and reset them to the built-in versions.',
    group: 'Email',
  },
  'stats.view_stats': {
    label: 'View the dashboard',
    description: 'See counts and charts.',
    group: 'Operation',
  },
  'health.view_health': {
    label: 'View health',
    description: 'See the state of the server and its configuration, without secrets.',
    group: 'Operation',
  },
} as const satisfies Record<string, PermissionText>

export type PermissionCode = keyof typeof permissionCatalogue

export const permissionCodes = Object.keys(permissionCatalogue) as PermissionCode[]

export function isPermissionCode(text: string): text is PermissionCode {
  return Object.hasOwn(permissionCatalogue, text)
}
