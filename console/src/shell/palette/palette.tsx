import { TextInput } from '@mantine/core'
import { type KeyboardEvent, useId, useState } from 'react'
import { t } from '../../i18n/translate.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { Icon } from '../../kit/icon.tsx'
import { optionId, PaletteList } from './palette-list.tsx'
import { usePaletteEntries } from './use-palette-entries.ts'

interface CommandPaletteProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Pages, acts and users by name: an editable combobox with its list (ARIA APG). */
export function CommandPalette({ isOpen, onClose }: CommandPaletteProps) {
  return (
    <Dialog opened={isOpen} onClose={onClose} title={t('palette.label')} centered={false}>
      <PaletteSearch onClose={onClose} />
    </Dialog>
  )
}

function PaletteSearch({ onClose }: { readonly onClose: () => void }) {
  const id = useId()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const entries = usePaletteEntries(text)

  const choose = (index: number) => {
    onClose()
    entries[index]?.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && entries.length > 0) {
      event.preventDefault()
      setActive((active + step + entries.length) % entries.length)
    }
    if (event.key === 'Enter') choose(active)
  }

  return (
    <>
      <TextInput
        aria-label={t('palette.help')}
        placeholder={t('palette.help')}
        data-autofocus
        leftSection={<Icon name="search" size={16} />}
        value={text}
        role="combobox"
        aria-expanded={entries.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        {...(entries[active] ? { 'aria-activedescendant': optionId(id, active) } : {})}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setActive(0)
        }}
      />
      <PaletteList
        id={id}
        entries={entries}
        active={active}
        onActivate={setActive}
        onChoose={choose}
      />
    </>
  )
}
