import { type RefObject, useEffect } from 'react'

/** Marks a region that scrolls sideways with the edges beyond which there is more: `data-more="start end"`. */
export function useHiddenEdges(region: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = region.current
    if (!element) return
    const mark = () => {
      element.dataset['more'] = hiddenEdges(element)
    }
    const observer = new ResizeObserver(mark)
    observer.observe(element)
    if (element.firstElementChild) observer.observe(element.firstElementChild)
    element.addEventListener('scroll', mark, { passive: true })
    mark()
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', mark)
    }
  }, [region])
}

/** From right to left `scrollLeft` counts down from zero. */
function hiddenEdges({ scrollLeft, scrollWidth, clientWidth }: HTMLElement): string {
  const before = Math.abs(scrollLeft)
  const after = scrollWidth - clientWidth - before
  return [before > 1 && 'start', after > 1 && 'end'].filter(Boolean).join(' ')
}
