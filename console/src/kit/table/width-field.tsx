import { TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { t } from '../../i18n/translate.ts'
import { boundedWidth, maxWidth, minWidth } from './column-width.ts'

interface WidthFieldProps {
  readonly header: string
  readonly width?: number | undefined
  readonly onResize: (width: number | undefined) => void
}

/** The width of a column in pixels; empty: as wide as what is in it. */
export function WidthField({ header, width, onResize }: WidthFieldProps) {
  const stored = width === undefined ? '' : String(width)
  const [text, setText] = useState(stored)
  useEffect(() => setText(stored), [stored])

  const change = (text: string) => {
    setText(text)
    if (text === '') onResize(undefined)
    // While a number is typed its first digits are too few.
    else if (boundedWidth(Number(text)) === Number(text)) onResize(Number(text))
  }

  return (
    <TextInput
      type="number"
      size="xs"
      className="lk-width-field"
      aria-label={t('table.width', { column: header })}
      placeholder={t('table.width_auto')}
      min={minWidth}
      max={maxWidth}
      step={8}
      value={text}
      onBlur={() => setText(stored)}
      onChange={(event) => change(event.currentTarget.value)}
    />
  )
}
