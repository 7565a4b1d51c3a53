export const minWidth = 48
export const maxWidth = 960

/** Whole pixels, neither so few that a column is lost nor so many that it is all there is. */
export function boundedWidth(width: number): number {
  return Math.round(Math.min(maxWidth, Math.max(minWidth, width)))
}

/** For a cell of a column with a width of its own: its text then takes several lines. */
export function sized(width: number | undefined) {
  if (width === undefined) return {}
  const style = { inlineSize: width, minInlineSize: width, maxInlineSize: width }
  return { className: 'lk-sized', style }
}

/** Lets the style sheet keep the column of the buttons in view. */
export function marked({ isAction }: { readonly isAction?: boolean }) {
  return isAction ? { 'data-action': true } : {}
}
