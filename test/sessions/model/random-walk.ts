import type { DatabaseKind } from '../../support/test-database.ts'
import { startTestServer } from '../../support/test-server.ts'
import {
  activate,
  changePassword,
  deactivate,
  logInWrongly,
  openSession,
  readProfile,
  register,
} from './account-steps.ts'
import { changeGrace, changeLifetime, letTimePass, restart } from './operation-steps.ts'
import { Random } from './random.ts'
import {
  endSession,
  refreshAll,
  refreshAtOnce,
  refreshCurrent,
  refreshFormer,
  refreshNothing,
} from './session-steps.ts'
import { day, nodeEnvironment, second, type Walk } from './walk.ts'

/** The server made something else of a step than the model; the message has the way there. */
export class ModelViolation extends Error {
  override readonly name = 'ModelViolation'
}

/** Takes that many random steps on two nodes and compares each with the model. */
export async function walkRandomly(
  database: DatabaseKind,
  seed: number,
  isDone: (steps: number) => boolean,
): Promise<number> {
  const first = await startTestServer({ database, env: nodeEnvironment })
  const walk: Walk = {
    random: new Random(seed),
    first,
    second: await startTestServer({ database, besides: first, env: nodeEnvironment }),
    database,
    users: [],
    sessions: [],
    accesses: [],
    settings: { grace: 10 * second, lifetime: 30 * day },
    history: [],
  }
  let steps = 0
  try {
    for (; !isDone(steps); steps += 1) await takeStep(walk)
    await refreshAll(walk)
  } catch (error) {
    const way = walk.history.slice(-40).join('\n')
    throw new ModelViolation(`seed ${seed}, step ${steps}:\n${way}`, { cause: error })
  } finally {
    await walk.second.close()
    await first.close()
  }
  return steps
}

type Step = (walk: Walk) => Promise<string>

/** Each step with its weight. */
const steps: readonly (readonly [number, Step])[] = [
  [2, register],
  [6, openSession],
  [1, logInWrongly],
  [18, refreshCurrent],
  [6, refreshFormer],
  [4, refreshAtOnce],
  [1, refreshNothing],
  [3, endSession],
  [6, readProfile],
  [1, changePassword],
  [1, deactivate],
  [2, activate],
  [1, restart],
  [1, changeGrace],
  [1, changeLifetime],
  [8, letTimePass],
]
const totalWeight = steps.reduce((sum, [weight]) => sum + weight, 0)

async function takeStep(walk: Walk): Promise<void> {
  let left = walk.random.below(totalWeight)
  for (const [weight, step] of steps) {
    left -= weight
    if (left >= 0) continue
    walk.history.push(`${step.name} …`)
    const outcome = await step(walk)
    walk.history[walk.history.length - 1] = `${step.name} ${outcome}`
    return
  }
}
