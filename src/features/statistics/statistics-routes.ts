import type { Context } from '../../context.ts'
import { adminSecurity, readErrors } from '../../http/admin-schema.ts'
import { parseDateTime, toIsoString } from '../../http/date-time.ts'
import { oneOf, queryOf } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { readAttention } from './read-attention.ts'
import { readCards } from './read-cards.ts'
import { readSeries } from './read-series.ts'
import { bucketBody, cardsBody, Statistics } from './statistics-schema.ts'
import { type Preset, presetDays, previousRange, timeRange } from './time-range.ts'

const presets = Object.keys(presetDays) as Preset[]

/** Numbers for the dashboard. */
export function statisticsRoutes(app: App, context: Context): void {
  app.get(
    '/stats/',
    {
      config: { name: 'Statistics', permission: 'stats.view_stats' },
      schema: {
        operationId: 'readStatistics',
        summary: 'Numbers for the dashboard',
        description: 'Needs stats.view_stats. From hourly roll-ups, so it costs the same always.',
        tags: ['Statistics'],
        security: adminSecurity,
        querystring: queryOf({
          range: Type.Optional(oneOf(presets, 'Up to now; 7d unless told.')),
          from: Type.Optional(
            Type.String({ format: 'moment', description: 'Start; the whole hour or day counts.' }),
          ),
          to: Type.Optional(
            Type.String({ format: 'moment', description: 'End; what begins then does not count.' }),
          ),
        }),
        response: { 200: Statistics, ...readErrors('validation_failed') },
      },
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
        is_fresh: cards.users.count <= 1 && cards.activeSessions.count === 0,
      }
    },
  )
}
