import type { Context } from '../../context.ts'
import { adminSecurity, readErrors } from '../../http/admin-schema.ts'
import { listOf } from '../../http/list-schema.ts'
import type { App } from '../../http/types.ts'
import { Process, processBody, processExample } from './process-schema.ts'
import { readProcesses } from './read-processes.ts'

/** Which processes serve, and whether a change of a setting has reached them. */
export function processRoutes(app: App, context: Context): void {
  app.get(
    '/processes/',
    {
      // Whoever may see the settings may see where they are in force; the report on health shows the same.
      config: { name: 'Processes', permission: 'constance.view_config', isBackground: true },
      schema: {
        operationId: 'listProcesses',
        summary: 'List the processes that serve',
        description:
          'Needs constance.view_config. A change of a setting is active everywhere when each of them is current. One that was not seen for 30 seconds is gone.',
        tags: ['Settings'],
        security: adminSecurity,
        response: { 200: listOf(Process, processExample), ...readErrors() },
      },
    },
    async () => {
      const processes = await readProcesses(context)
      return {
        results: processes.map(processBody),
        next: null,
        count: processes.length,
        count_is_exact: true,
      }
    },
  )
}
