/** Everything that leaves an audit entry, with the sentence that people read. The codes are public. */
export const auditActions = {
  'auth.register': 'registered an account',
  'auth.login': 'logged in',
  'auth.logout': 'logged out',
  'auth.refresh_reuse':
    'presented a refresh token that had been used before; the session was ended',
  'console.login': 'logged in to the console',
  'console.logout': 'logged out of the console',
  'console.reauthenticate': 'confirmed their password in the console',
  'user.create': 'created a user',
  'user.change': 'changed a user',
  'user.activate': 'activated a user',
  'user.deactivate': 'deactivated a user',
  'user.delete': 'deleted a user',
  'user.restore': 'restored a deleted user',
  'user.purge': 'removed a user for good',
  'user.set_password': 'set the password of a user',
  'user.unlock': 'unlocked a user',
  'user.export': 'exported users',
  'group.create': 'created a group',
  'group.change': 'changed a group',
  'group.delete': 'deleted a group',
  'session.revoke': 'revoked a session',
  'setting.change': 'changed a setting',
  'key.create': 'created a signing key',
  'key.rotate': 'rotated the signing key',
  'key.revoke': 'revoked a signing key',
  'audit.export': 'exported audit events',
  'audit.purge': 'removed old audit events',
  'setup.create_link': 'created the link for the first administrator',
} as const satisfies Record<string, string>

export type AuditAction = keyof typeof auditActions
