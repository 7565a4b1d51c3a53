import type { Context } from '../../context.ts'
import { listOf } from '../../http/list-schema.ts'
import { DateTime, Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { toIsoString } from '../../text/date-time.ts'
import { version } from '../../version.ts'
import { adminRoute } from '../permissions/admin-route.ts'
import { readProcesses, type ServingProcess } from './read-processes.ts'

export const Process = Type.Object(
  {
    id: Type.String({ description: 'Process ID in the database; new at every start.' }),
    host: Type.String({ description: 'Host name.' }),
    pid: Type.Integer({ description: 'Process ID on its host.' }),
    version: Type.String({ description: 'Server version.' }),
    started_at: DateTime('When it started.'),
    seen_at: DateTime('Last heartbeat; one every ten seconds.'),
    unseen_seconds: Type.Integer({ description: 'Seconds since the last heartbeat.' }),
    settings_revision: Type.Integer({ description: 'Revision of the settings it uses.' }),
    is_current: Type.Boolean({ description: 'Whether it uses the latest settings.' }),
    is_this_process: Type.Boolean({ description: 'Whether it sent this response.' }),
  },
  { title: 'Process' },
)

export const processExample = {
  id: '0c8ff6f3-5f0c-4f0e-9d2b-7a53a2a4d0a1',
  host: 'auth-1',
  pid: 1,
  version,
  started_at: '2030-01-01T00:00:00.000Z',
  seen_at: '2030-01-01T01:00:00.000Z',
  unseen_seconds: 4,
  settings_revision: 12,
  is_current: true,
  is_this_process: true,
}

export function processBody(process: ServingProcess) {
  return {
    id: process.id,
    host: process.host,
    pid: process.pid,
    version: process.version,
    started_at: toIsoString(process.startedAt),
    seen_at: toIsoString(process.seenAt),
    unseen_seconds: process.unseenSeconds,
    settings_revision: process.settingsRevision,
    is_current: process.isCurrent,
    is_this_process: process.isThisProcess,
  }
}

/** Which processes serve, and whether a change of a setting has reached them. */
export function processRoutes(app: App, context: Context): void {
  adminRoute(
    app,
    {
      method: 'GET',
      url: '/processes/',
      id: 'listProcesses',
      name: 'Processes',
      tag: 'Settings',
      // Who may see the settings may see where they are in force; the health report shows the same.
      permission: 'constance.view_config',
      summary: 'List the running processes',
      description:
        'A changed setting is active everywhere once every process is current. A process without a heartbeat for 30 seconds is not listed.',
      response: listOf(Process, processExample),
      isBackground: true,
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
