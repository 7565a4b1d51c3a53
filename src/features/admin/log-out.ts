import { type Context, inTransaction } from '../../context.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { deleteConsoleSession } from '../sessions/console-session-repository.ts'

/** Ends the session of the console that asks. */
export async function logOutOfConsole(
  context: Context,
  administrator: Administrator,
): Promise<void> {
  const { consoleSessionId: id, actor } = administrator
  if (id === undefined) return

  await inTransaction(context, async (context) => {
    if (!(await deleteConsoleSession(context.db, id))) return
    await recordEvent(context, {
      action: 'console.logout',
      caller: administrator,
      object: { type: 'console_session', id, label: actor.label },
    })
  })
}
