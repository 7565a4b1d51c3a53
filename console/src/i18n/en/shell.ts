export const shell = {
  'app.admin': 'Admin',
  'app.account': 'your account',
  'app.breadcrumbs': 'Breadcrumbs',
  'app.navigation': 'Navigation',
  'app.environment': 'Environment',
  'app.skip': 'Skip to content',

  'nav.dashboard': 'Dashboard',
  'nav.users': 'Users',
  'nav.sessions': 'Sessions',
  'nav.groups': 'Groups & permissions',
  'nav.settings': 'Settings',
  'nav.audit': 'Audit',
  'nav.keys': 'Signing keys',
  'nav.email': 'Email',
  'nav.health': 'Health',

  'not_found.title': 'Page not found',
  'not_found.text': 'This page does not exist, or its content was deleted.',
  'not_found.back': 'Go to dashboard',

  'no_access.title': 'No permissions yet',
  'no_access.text':
    'You can log in to this console, but you have no permissions yet. Ask an administrator to grant them to you.',

  'page_failed.title': 'This page could not be loaded',
  'page_failed.text': 'The server may have been updated. Reload to get the current version.',
  'page_failed.reload': 'Reload',

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
  'palette.help': 'Search pages, actions, users, settings, manual',
  'palette.nothing': 'Nothing found',
  'palette.manual': 'Manual',
  'palette.api': 'API',
  'palette.group': 'Group {name}',
  'palette.sessions': 'Sessions of {email}',
  'palette.manual_page': 'Manual: {title}',
  'palette.light': 'Light theme',
  'palette.dark': 'Dark theme',

  'shortcuts.title': 'Keyboard shortcuts',
  'shortcuts.single_keys': 'Single-key shortcuts',
  'shortcuts.single_keys_help': 'Turn these off if you use speech input.',
  'shortcuts.palette': 'Search everything',
  'shortcuts.save': 'Save',
  'shortcuts.close': 'Close',
  'shortcuts.search': 'Go to the search field',
  'shortcuts.list': 'Show this list',
  'shortcuts.undo': 'Undo the latest action',
  'shortcuts.rows': 'Next or previous row',
  'shortcuts.select': 'Select the row',
  'shortcuts.open': 'Open the row',

  'gate.signed_out': 'Your session has expired',
  'gate.signed_out_help': 'Log in again to continue. Unsaved changes are kept.',
  'gate.confirm': 'Confirm your password',
  'gate.confirm_help': 'This action needs your password because you logged in a while ago.',
  'gate.email': 'Email',
  'gate.password': 'Password',
  'gate.sign_in': 'Log in',
  'gate.continue': 'Continue',
  'gate.other_account': 'Use a different account',

  'session_end.title': 'You will be logged out soon',
  'session_end.text': 'Your session ends in {time} because of inactivity.',
  'session_end.stay': 'Stay logged in',

  'leave.title': 'Leave without saving?',
  'leave.consequence': 'Your changes on this page have not been saved and will be lost.',
  'leave.action': 'Discard changes',

  'time.never': 'never',
  'time.now': 'just now',

  'copy.done': 'Copied',

  'error.timeout':
    'The server did not respond within 15 seconds. If you made a change, check whether it was saved before you try again.',
  'error.network': 'The server could not be reached. Check your connection, then try again.',
  'error.status': 'The server responded with status {status}.',
  'error.unexpected': 'An unexpected error occurred. Reload the page and try again.',
  'error.permission':
    'You need the permission {permission}. Ask an administrator who has it to grant it to you.',
  'error.request_id': 'Request {id}',
  'error.copy_request_id': 'Copy request ID',

  'api_request.open': 'Show as API request',
  'api_request.title': 'This page as an API request',
  'api_request.help':
    'The console uses the same API as your scripts. $TOKEN is the access token of a staff user.',
  'api_request.copy': 'Copy command',
  'api_request.follow': 'Open {url}',
} as const
