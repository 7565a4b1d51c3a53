import { isInteractive, remark, type Terminal } from './terminal.ts'

const barMilliseconds = 200
const lineMilliseconds = 10_000

export interface Progress {
  /** Says how far it is, at most a few times a second. */
  readonly advance: (done: number) => void
  /** Leaves the line to what comes next. */
  readonly end: () => void
}

/** How far a long mutation is, its rate and what remains: one line that changes, or a line now and then in a log. */
export function createProgress(terminal: Terminal, mutation: string, total?: number): Progress {
  const startedAt = performance.now()
  const isBar = isInteractive(terminal) && terminal.stderr.isTTY && !terminal.isQuiet
  let saidAt = startedAt
  let isShown = false

  return {
    advance(done) {
      const now = performance.now()
      if (now - saidAt < (isBar ? barMilliseconds : lineMilliseconds)) return
      saidAt = now
      const line = lineOf(mutation, { done, total, seconds: (now - startedAt) / 1_000 })
      if (isBar) terminal.stderr.write(`\r\u001b[K${line}`)
      else remark(terminal, line)
      isShown = isBar
    },
    end() {
      if (isShown) terminal.stderr.write('\r\u001b[K')
    },
  }
}

interface State {
  readonly done: number
  readonly total: number | undefined
  readonly seconds: number
}

function lineOf(mutation: string, { done, total, seconds }: State): string {
  const rate = done / seconds
  const pace = `${Math.round(rate)} per second`
  if (total === undefined) return `${mutation} ${done}, ${pace}`
  const remaining = Math.ceil((total - done) / rate)
  return `${mutation} ${done} of ${total}, ${pace}, ${remaining} s to go`
}
