export const acts = {
  'action.cancel': 'Cancel',
  'action.retry': 'Retry',
  'action.undo': 'Undo',
  'action.save': 'Save',
  'action.discard': 'Discard',
  'action.reload': 'Load current version',

  'dialog.close': 'Close dialog',
  'dialog.type_name': 'Type {name} to confirm',

  'toast.close': 'Dismiss',
  'toast.failed': 'Something went wrong',

  'password.show': 'Show password',

  'state.failed': 'Could not load {subject}',
  'state.loading': 'Loading',

  'table.columns': 'Columns',
  'table.columns_help':
    'Saved in this browser. Use the arrow to move a column forward. Widths are in pixels; you can also drag the column edges.',
  'table.columns_reset': 'Restore default columns',
  'table.width': 'Width of {column}',
  'table.width_auto': 'auto',
  'table.move_up': 'Move {column} forward',
  'table.select_page': 'Select all rows on this page',
  'table.select_row': 'Select {label}',
  'table.selection': 'Actions for the selection',
  'table.selected': { one: '{count} selected', other: '{count} selected' },
  'table.all_selected': { one: 'All {count} selected', other: 'All {count} selected' },
  'table.none_selected': 'Nothing selected',
  'table.select_all_matching': {
    one: 'Select the {count} matching this filter',
    other: 'Select all {count} matching this filter',
  },
  'table.clear_selection': 'Clear selection',

  'list.any': 'Any',
  'list.yes': 'Yes',
  'list.no': 'No',
  'list.filters': 'Filters',
  'list.filters_set': { one: '{count} filter', other: '{count} filters' },
  'list.clear_filters': 'Clear filters',
  'list.clear_search': 'Clear search',
  'list.match_anywhere': 'Match anywhere',
  'list.nothing_found': 'Nothing found',
  'list.nothing_matches': 'No results match {filter}.',

  'pager.count': { one: '{count} total', other: '{count} total' },
  'pager.more_than': '{number}+ total',
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
  'export.jsonl': 'JSON Lines',
} as const
