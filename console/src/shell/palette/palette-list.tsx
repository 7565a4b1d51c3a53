import { t } from '../../i18n/translate.ts'
import { Icon } from '../../kit/icon.tsx'
import type { PaletteEntry } from './use-palette-entries.ts'

interface PaletteListProps {
  readonly id: string
  readonly entries: readonly PaletteEntry[]
  readonly active: number
  readonly onActivate: (index: number) => void
  readonly onChoose: (index: number) => void
}

/** The list of the combobox: the focus and the keys stay in the field. */
export function PaletteList({ id, entries, active, onActivate, onChoose }: PaletteListProps) {
  if (entries.length === 0) return <p className="lk-palette-empty">{t('palette.nothing')}</p>
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t('palette.label')}
      className="lk-palette"
      tabIndex={-1}
    >
      {entries.map(({ key, icon, label }, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field that owns the list.
        <div
          key={key}
          id={optionId(id, index)}
          role="option"
          aria-selected={index === active}
          tabIndex={-1}
          onClick={() => onChoose(index)}
          onMouseMove={() => onActivate(index)}
        >
          <Icon name={icon} size={16} />
          {label}
        </div>
      ))}
    </div>
  )
}

export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`
}
