import { useStored } from '../../state/stored-value.ts'
import type { Column } from './column.ts'

/** Which columns this browser shows, and in which order. */
export function useColumns<Row>(listName: string, all: readonly Column<Row>[]) {
  const [stored, store] = useStored(`columns.${listName}`)
  const byId = new Map(all.map((column) => [column.id, column]))
  const chosenIds =
    stored?.split(',') ?? all.filter((column) => !column.isExtra).map(({ id }) => id)
  const shown = chosenIds.flatMap((id) => byId.get(id) ?? [])
  const fixed = all.filter((column) => column.isFixed && !shown.includes(column))

  return {
    shown: [...fixed, ...shown],
    choose: (ids: readonly string[]) => store(ids.join(',')),
    reset: () => store(undefined),
  }
}
