import { type PointerEvent, useRef } from 'react'

interface ResizeEdgeProps {
  readonly onResize: (width: number | undefined) => void
}

/**
 * The edge of a column, for dragging; a double click makes the width automatic again. By keyboard and by touch
 * the same is done in the column chooser.
 */
export function ResizeEdge({ onResize }: ResizeEdgeProps) {
  const start = useRef<{ readonly x: number; readonly width: number }>(undefined)

  const begin = (event: PointerEvent<HTMLElement>) => {
    const width = event.currentTarget.closest('th')?.getBoundingClientRect().width
    if (width === undefined || event.button !== 0) return
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = { x: event.clientX, width }
  }
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (!start.current) return
    const isRightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl'
    const distance = (event.clientX - start.current.x) * (isRightToLeft ? -1 : 1)
    onResize(start.current.width + distance)
  }
  const end = () => {
    start.current = undefined
  }

  return (
    <div
      className="lk-resize-edge"
      aria-hidden="true"
      onPointerDown={begin}
      onPointerMove={drag}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={() => onResize(undefined)}
    />
  )
}
