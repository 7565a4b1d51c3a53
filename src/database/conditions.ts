import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'

const eb = expressionBuilder()

/** Holds where the value is one of these, of which there may be none. */
export function isOneOf(
  value: Expression<string | number>,
  values: readonly (string | number)[],
): Expression<SqlBool> {
  return values.length === 0 ? eb.lit(false) : eb(value, 'in', values)
}

/** Holds where the text begins with the prefix, in the order of code points: a range of an index. */
export function startsWith(text: Expression<string>, prefix: string): Expression<SqlBool> {
  return sql<SqlBool>`(${text} >= ${prefix} and ${text} < ${`${prefix}\u{10ffff}`})`
}

/** Holds where the text has the part anywhere: reads every row. */
export function contains(text: Expression<string | null>, part: string): Expression<SqlBool> {
  return sql<SqlBool>`${text} like ${`%${part.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`
}
