/** What the groups of operations are about, in the order in which documents and pages show them. */
export const apiTags: Readonly<Record<string, string>> = {
  Accounts: 'Who exists: people make their own account here.',
  Sessions:
    'Who is logged in. A session begins with log-in, lives from refresh to refresh and ends with log-out.',
  Profile: 'What people read and change about their own account, with their access token.',
  Users: 'Administration of accounts, for staff with the permissions named at each operation.',
  Groups: 'Administration of groups and of the permissions that their members get.',
  Permissions: 'The permissions that can be granted.',
  'Sessions of users': 'Administration of sessions: who is logged in, from where, and ending it.',
  Settings: 'What administrators change at run time, each change kept with its author.',
  Audit: 'Who did what, and when. Entries are only ever added.',
  Keys: 'The keys that sign access tokens; the public ones for services that verify tokens.',
  Statistics: 'Numbers for the dashboard.',
  Console: 'The session of the console itself.',
  Operation: 'For load balancers, orchestrators and those who watch them.',
  API: 'The API about itself.',
}
