export const shell = {
  'app.admin': 'Admin',
  'app.account': 'your account',
  'app.breadcrumbs': 'Breadcrumbs',
  'app.navigation': 'Navigation',
  'app.environment': 'Environment',
  'app.skip': 'Skip to the content',

  'nav.dashboard': 'Dashboard',
  'nav.users': 'Users',
  'nav.sessions': 'Sessions',
  'nav.groups': 'Groups & permissions',
  'nav.settings': 'Settings',
  'nav.audit': 'Audit',
  'nav.keys': 'Signing keys',
  'nav.health': 'Health',

  'not_found.title': 'Page not found',
  'not_found.text': 'There is no such page, or what it showed is gone.',
  'not_found.back': 'Go to the dashboard',

  'theme.menu': 'Theme: {current}',
  'theme.light': 'Light',
  'theme.dark': 'Dark',
  'theme.system': 'System',

  'account.menu': 'Account {email}',
  'account.mine': 'My account',
  'account.log_out': 'Log out',

  'footer.zone': 'Times in {zone}',
  'footer.switch_zone': 'Show in {zone}',
  'footer.version': 'Latchkey {version}',
  'footer.api': 'API',

  'palette.label': 'Search',
  'palette.help': 'Page, act, or e-mail of a user',
  'palette.nothing': 'Nothing found',
  'palette.light': 'Light theme',
  'palette.dark': 'Dark theme',

  'shortcuts.title': 'Keyboard shortcuts',
  'shortcuts.single_keys': 'Shortcuts of a single letter',
  'shortcuts.single_keys_help': 'Switch them off if you use speech input.',
  'shortcuts.palette': 'Search everything',
  'shortcuts.save': 'Save',
  'shortcuts.close': 'Close',
  'shortcuts.search': 'Go to the search field',
  'shortcuts.list': 'This list',
  'shortcuts.undo': 'Undo the latest act',
  'shortcuts.rows': 'Next, previous row',
  'shortcuts.select': 'Select the row',
  'shortcuts.open': 'Open the row',

  'gate.signed_out': 'Your session is over',
  'gate.signed_out_help': 'Log in again to go on. What you have typed stays.',
  'gate.confirm': 'Confirm that it is you',
  'gate.confirm_help': 'This act needs your password, as you logged in a while ago.',
  'gate.email': 'Email',
  'gate.password': 'Password',
  'gate.sign_in': 'Log in',
  'gate.continue': 'Continue',
  'gate.other_account': 'Use another account',

  'session_end.title': 'You will be logged out soon',
  'session_end.text': 'Your session ends in {time}, as nothing has happened for a while.',
  'session_end.stay': 'Stay signed in',

  'leave.title': 'Leave without saving?',
  'leave.consequence': 'The changes on this page are not saved yet and will be lost.',
  'leave.action': 'Leave and lose the changes',

  'time.never': 'never',
  'time.now': 'just now',

  'copy.done': 'Copied',

  'error.timeout':
    'The server did not answer within 15 seconds. It may be overloaded. If you changed something, look whether it was done before you try again.',
  'error.network': 'The server could not be reached. Check your connection, then try again.',
  'error.status': 'The server answered with status {status}.',
  'error.unexpected': 'Something unexpected happened in this page. Reload it and try again.',
  'error.permission':
    'You do not have the permission {permission}. An administrator who holds it can grant it to you.',
  'error.request_id': 'Request {id}',
  'error.copy_request_id': 'Copy the request id',

  'api_request.open': 'Show as API request',
  'api_request.title': 'This page as an API request',
  'api_request.help':
    'The console uses the same API as your scripts. $TOKEN is the access token of a staff user.',
  'api_request.copy': 'Copy the command',
  'api_request.follow': 'Open {url}',
} as const
