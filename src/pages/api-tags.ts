/** The groups of operations, in the order in which documents and pages show them. */
export const apiTags: Readonly<Record<string, string>> = {
  Accounts: 'Registration.',
  Sessions:
    'Logging in, refreshing and logging out. A session starts with a login, is kept alive by refreshes and ends with a logout.',
  Profile: 'Your own profile, with your access token.',
  Users: 'Management of users.',
  Invitations: 'Accounts that staff offer to an address.',
  Groups: 'Management of groups and the permissions that they grant to their members.',
  Permissions: 'The permissions that can be granted.',
  'Sessions of users': 'Management of all sessions.',
  Settings: 'Settings that administrators change at run time, with their history.',
  Audit: 'The audit log. Entries are never changed.',
  Emails: 'The queue of emails, and the mail server.',
  Keys: 'The keys that sign access tokens, and the public keys to verify them.',
  Statistics: 'Data for the dashboard.',
  Console: 'The console session.',
  Operation: 'Probes and health.',
  API: 'The list of endpoints.',
}
