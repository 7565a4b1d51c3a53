import type { Context } from '../../context.ts'
import { oneOf, queryOf, Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { parseDateTime, toIsoString } from '../../text/date-time.ts'
import { adminRoute } from '../permissions/admin-route.ts'
import { readAttention } from './read-attention.ts'
import { readCards } from './read-cards.ts'
import { readSeries } from './read-series.ts'
import { bucketBody, cardsBody, Statistics } from './statistics-schema.ts'
import { type Preset, presetDays, previousRange, timeRange } from './time-range.ts'

const presets = Object.keys(presetDays) as Preset[]

const Query = queryOf({
  range: Type.Optional(oneOf(presets, 'Time range up to now; 7d by default.')),
  from: Type.Optional(
    Type.String({ format: 'date-time', description: 'Start, rounded down to the hour or day.' }),
  ),
  to: Type.Optional(Type.String({ format: 'date-time', description: 'End, exclusive.' })),
})

// Below these the charts have nothing to show, and the first steps may not be done.
const fewUsers = 4
const fewLogins = 10

/** Data for the dashboard. */
export function statisticsRoutes(app: App, context: Context): void {
  adminRoute(
    app,
    {
      method: 'GET',
      url: '/stats/',
      id: 'readStatistics',
      name: 'Statistics',
      tag: 'Statistics',
      permission: 'stats.view_stats',
      summary: 'Read statistics for the dashboard',
      query: Query,
      response: Statistics,
    },
    async ({ query }) => {
      const { range: preset } = query
      const input = { range: preset, from: parseDateTime(query.from), to: parseDateTime(query.to) }
      const range = timeRange(input, context.now())
      const cards = await readCards(context)
      const { from, to, bucket } = range
      const body = bucketBody(bucket)
      return {
        range: { from: toIsoString(from), to: toIsoString(to), bucket, time_zone: 'UTC' as const },
        cards: cardsBody(cards),
        series: (await readSeries(context, range)).map(body),
        previous_series: (await readSeries(context, previousRange(range))).map(body),
        attention: await readAttention(context),
        is_fresh: cards.users.count <= fewUsers && cards.logins.success <= fewLogins,
      }
    },
  )
}
