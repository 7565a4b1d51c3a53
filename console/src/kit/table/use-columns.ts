import { useStored } from '../../state/stored-value.ts'
import type { Column } from './column.ts'
import { boundedWidth } from './column-width.ts'

/** Which columns this browser shows, in which order, and how wide. */
export function useColumns<Row>(listName: string, all: readonly Column<Row>[]) {
  const [stored, store] = useStored(`columns.${listName}`)
  const [storedWidths, storeWidths] = useStored(`widths.${listName}`)
  const widths = widthsFrom(storedWidths)
  const byId = new Map(all.map((column) => [column.id, column]))
  const chosenIds =
    stored?.split(',') ?? all.filter((column) => !column.isExtra).map(({ id }) => id)
  const shown = chosenIds.flatMap((id) => byId.get(id) ?? []).filter(({ isAction }) => !isAction)
  const fixed = all.filter((column) => column.isFixed && !shown.includes(column))
  // Nobody can lose the buttons, nor move them from the end.
  const acts = all.filter(({ isAction }) => isAction)

  return {
    all: all.filter(({ isAction }) => !isAction),
    shown: [...fixed, ...shown, ...acts].map((column) => ({ ...column, width: widths[column.id] })),
    choose: (ids: readonly string[]) => store(ids.join(',')),
    resize: (id: string, width: number | undefined) =>
      storeWidths(textOf({ ...widths, [id]: width === undefined ? width : boundedWidth(width) })),
    reset() {
      store(undefined)
      storeWidths(undefined)
    },
  }
}

export type Columns<Row> = ReturnType<typeof useColumns<Row>>

type Widths = Readonly<Record<string, number | undefined>>

/** Reads `email:220,state:180`. */
function widthsFrom(stored = ''): Widths {
  const pairs = stored.split(',').map((pair) => pair.split(':'))
  return Object.fromEntries(
    pairs
      .map(([id = '', width]) => [id, Number(width)] as const)
      .filter(([, width]) => width > 0)
      .map(([id, width]) => [id, boundedWidth(width)]),
  )
}

function textOf(widths: Widths): string | undefined {
  const pairs = Object.entries(widths).filter(([, width]) => width !== undefined)
  return pairs.map(([id, width]) => `${id}:${width}`).join(',') || undefined
}
