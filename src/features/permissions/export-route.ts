import type { RouteOptions } from 'fastify'
import type { Static, TObject, TProperties } from 'typebox'
import { errorResponses } from '../../http/error-responses.ts'
import { exportParameters, exportResponse, sendExport } from '../../http/export-file.ts'
import { queryOf } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import {
  columnsFrom,
  type ExportColumns,
  type ExportRequest,
  exportText,
  type RowBatches,
} from '../../text/export-rows.ts'
import { configOf, type RouteDescription, readErrors, schemaOf } from './admin-route.ts'
import type { Administrator } from './administrator.ts'
import { administratorOf } from './route-guard.ts'

interface ExportRoute<Filters extends TProperties> extends RouteDescription, ExportColumns {
  /** Name of the file, without extension. */
  readonly file: string
  readonly filters: Filters
}

interface ExportCall<Query> {
  readonly query: Query
  readonly administrator: Administrator
}

/** Registers the export of a list: `open` counts the rows and opens them. */
export function exportRoute<Filters extends TProperties>(
  app: App,
  route: ExportRoute<Filters>,
  open: (
    call: ExportCall<Static<TObject<Filters>> & ExportRequest>,
  ) => Promise<{ readonly count: number; readonly batches: RowBatches }>,
): void {
  const options: RouteOptions = {
    method: 'GET',
    url: route.url,
    config: { ...configOf(route), isFile: true },
    schema: {
      ...schemaOf(route),
      querystring: queryOf({ ...route.filters, ...exportParameters }),
      response: { 200: exportResponse, ...errorResponses(...readErrors, 'validation_failed') },
    },
    handler: async (request, reply) => {
      const query = request.query as ExportRequest
      const columns = columnsFrom(query, route)
      const { count, batches } = await open({
        query: query as Parameters<typeof open>[0]['query'],
        administrator: administratorOf(request),
      })
      const text = exportText(query, columns, batches)
      return sendExport(reply, query, { name: route.file, rowCount: count, text })
    },
  }
  app.route(options)
}
