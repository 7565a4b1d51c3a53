import { toIsoString } from '../../http/date-time.ts'
import { DateTime } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import { version } from '../../version.ts'
import type { ServingProcess } from './read-processes.ts'

export const Process = Type.Object({
  id: Type.String({ description: 'Made anew at every start.' }),
  host: Type.String({ description: 'Name of the machine.' }),
  pid: Type.Integer({ description: 'Number of the process on its machine.' }),
  version: Type.String({ description: 'Version of the server.' }),
  started_at: DateTime('When it began to serve.'),
  seen_at: DateTime('When it last wrote that it is there; every ten seconds.'),
  unseen_seconds: Type.Integer({ description: 'How long ago that was.' }),
  settings_revision: Type.Integer({ description: 'Number of the settings it acts on.' }),
  is_current: Type.Boolean({ description: 'Acts on the settings as they are now.' }),
  is_this_process: Type.Boolean({ description: 'The one that answers.' }),
})

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
