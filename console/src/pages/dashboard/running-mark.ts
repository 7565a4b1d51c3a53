import uPlot from 'uplot'
import type { Stats } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'

const fontSize = 11
const gap = 6

interface MarkColours {
  readonly band: string
  readonly text: string
}

/** Shades the way to the bucket that is not over yet, so that its low number is not taken for a fall. */
export function runningMark(
  { series }: Stats,
  { band, text, areBars }: MarkColours & { readonly areBars: boolean },
) {
  const place = series.findIndex(({ is_running: isRunning }) => isRunning)
  return ({ ctx, bbox, data, valToPos }: uPlot): void => {
    const at = data[0][place]
    if (at === undefined) return
    const before = data[0][place - 1] ?? at
    // A bar is in the middle of its bucket, a point at the end of its line.
    const half = areBars ? (at - before) / 2 : 0
    const right = valToPos(at + half, 'x', true)
    const left = valToPos(before + half, 'x', true)

    ctx.save()
    ctx.fillStyle = band
    ctx.globalAlpha = 0.5
    ctx.fillRect(left, bbox.top, right - left, bbox.height)
    ctx.globalAlpha = 1
    ctx.fillStyle = text
    ctx.font = `${fontSize * uPlot.pxRatio}px ${getComputedStyle(document.body).fontFamily}`
    ctx.textAlign = 'right'
    ctx.textBaseline = 'top'
    ctx.fillText(t('charts.so_far'), right, bbox.top + gap * uPlot.pxRatio)
    ctx.restore()
  }
}
