import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { t } from '../../i18n/translate.ts'
import { announce } from '../../kit/announce.tsx'
import { showDone, showFailure } from '../../kit/toast.tsx'
import { type ImportProgress, type ImportTotals, runImport } from './run-import.ts'
import { type Chunk, splitFile } from './split-file.ts'

interface ChosenFile {
  readonly name: string
  readonly chunks: readonly Chunk[]
}

/** A file on its way: chosen, checked, imported. */
export function useImport() {
  const queries = useQueryClient()
  const [file, setFile] = useState<ChosenFile>()
  const [mapping, setMapping] = useState<Readonly<Record<string, string>>>({})
  const [totals, setTotals] = useState<ImportTotals>()
  const [progress, setProgress] = useState<ImportProgress & { readonly isDryRun: boolean }>()
  const stopping = useRef(new AbortController())

  const run = async (
    { chunks }: ChosenFile,
    fields: Readonly<Record<string, string>>,
    isDryRun: boolean,
  ) => {
    stopping.current = new AbortController()
    try {
      const result = await runImport({
        chunks,
        map: Object.entries(fields).map(([column, field]) => `${column}=${field}`),
        isDryRun,
        signal: stopping.current.signal,
        onProgress: (state) => setProgress({ ...state, isDryRun }),
      })
      setTotals(result)
      announce(t('import.outcome', { ...countsOf(result) }))
      return result
    } catch (error) {
      showFailure(error)
      return undefined
    } finally {
      setProgress(undefined)
    }
  }

  return {
    file,
    mapping,
    totals,
    progress,
    stop: () => stopping.current.abort(),
    async choose(chosen: File) {
      const next = { name: chosen.name, chunks: splitFile(await chosen.text()) }
      setFile(next)
      setMapping({})
      setTotals(undefined)
      if (next.chunks.length === 0) showFailure(new Error(t('import.unreadable')))
      else await run(next, {}, true)
    },
    /** Another meaning of a column: what was checked no longer holds. */
    async assign(column: string, field: string) {
      const { [column]: _former, ...others } = mapping
      const next = field === '' ? others : { ...others, [column]: field }
      setMapping(next)
      if (file) await run(file, next, true)
    },
    async execute() {
      const result = file && (await run(file, mapping, false))
      await queries.invalidateQueries()
      if (result) showDone(t('import.imported', { count: result.created + result.updated }))
    },
  }
}

function countsOf({ created, updated, failed }: ImportTotals) {
  return { created, updated, failed }
}
