import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { showDone, showFailure, type Toast } from './toast.tsx'

interface Act<Result> {
  /** What the message says; only ever shown after the server has confirmed. */
  readonly done?: (result: Result) => string
  /** What is still to be learnt about it, and added to the message. */
  readonly onShown?: (toast: Toast) => void
  readonly undo?: (result: Result) => Promise<unknown>
  /** Takes errors that the page shows itself: true when it did. */
  readonly onError?: (error: unknown) => boolean
}

/** Runs what changes something: failure and success are shown, and everything on the page is read anew. */
export function useAct() {
  const queries = useQueryClient()
  const [isRunning, setRunning] = useState(false)

  const run = useCallback(
    async <Result>(
      work: () => Promise<Result>,
      act: Act<Result> = {},
    ): Promise<Result | undefined> => {
      setRunning(true)
      try {
        const result = await work()
        const undo = act.undo && (() => void run(() => act.undo?.(result) ?? Promise.resolve()))
        const toast = act.done && showDone(act.done(result), undo)
        if (toast) act.onShown?.(toast)
        return result
      } catch (error) {
        if (!act.onError?.(error)) showFailure(error)
        return undefined
      } finally {
        setRunning(false)
        await queries.invalidateQueries()
      }
    },
    [queries],
  )
  return { run, isRunning }
}
