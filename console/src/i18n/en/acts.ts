export const acts = {
  'action.cancel': 'Cancel',
  'action.retry': 'Retry',
  'action.undo': 'Undo',
  'action.save': 'Save',
  'action.discard': 'Discard',
  'action.reload': 'Load the current version',

  'dialog.close': 'Close the dialog',
  'dialog.type_name': 'Type {name} to confirm',

  'toast.close': 'Close the message',
  'toast.failed': 'That did not work',

  'password.show': 'Show the password',

  'state.failed': 'Could not read {subject}',
  'state.loading': 'Loading',

  'table.columns': 'Columns',
  'table.columns_help':
    'For this browser. The arrow moves a column forward. Widths are in pixels; a mouse can drag the edges in the head of the table, too.',
  'table.columns_reset': 'Restore the usual columns',
  'table.width': 'Width of {column}',
  'table.width_auto': 'auto',
  'table.move_up': 'Move {column} forward',
  'table.select_page': 'Select all rows of this page',
  'table.select_row': 'Select {label}',
  'table.selection': 'Acts on the selection',
  'table.selected': { one: '{count} selected', other: '{count} selected' },
  'table.all_selected': { one: 'All {count} selected', other: 'All {count} selected' },
  'table.none_selected': 'Nothing selected',
  'table.select_all_matching': {
    one: 'Select the {count} matching this filter',
    other: 'Select all {count} matching this filter',
  },
  'table.clear_selection': 'Clear the selection',

  'list.any': 'Any',
  'list.yes': 'Yes',
  'list.no': 'No',
  'list.filters': 'Filters',
  'list.filters_set': { one: '{count} filter', other: '{count} filters' },
  'list.clear_filters': 'Clear filters',
  'list.clear_search': 'Clear the search',
  'list.nothing_found': 'Nothing found',
  'list.nothing_matches': 'Nothing matches {filter}.',

  'pager.count': { one: '{count} in all', other: '{count} in all' },
  'pager.more_than': '{number}+ in all',
  'pager.count_exactly': 'Count exactly',
  'pager.pages': 'Pages',
  'pager.first': 'First page',
  'pager.previous': 'Previous',
  'pager.next': 'Next',

  'export.open': 'Export',
  'export.selected': { one: 'Export {count} selected', other: 'Export {count} selected' },
  'export.rows': { one: '{count} row', other: '{count} rows' },
  'export.csv': 'CSV',
  'export.excel': 'CSV for Excel (UTF-8 BOM)',
  'export.jsonl': 'JSON lines',
} as const
