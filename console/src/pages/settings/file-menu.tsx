import { Button, Menu } from '@mantine/core'
import { useRef } from 'react'
import type { Setting } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../kit/icon.tsx'
import { saveFile } from '../../kit/save-file.ts'
import { showDone, showFailure } from '../../kit/toast.tsx'
import type { Drafts } from './draft.ts'
import { type FileFormat, readSettingsFile, writeSettingsFile } from './settings-file.ts'

interface FileMenuProps {
  readonly settings: readonly Setting[]
  readonly mayChange: boolean
  readonly onImport: (drafts: Drafts) => void
}

/** The settings as a file, and back. */
export function FileMenu({ settings, mayChange, onImport }: FileMenuProps) {
  const input = useRef<HTMLInputElement>(null)
  const save = (format: FileFormat, name: string) =>
    saveFile(name, writeSettingsFile(settings, format))
  const read = async (file: File | undefined) => {
    if (!file) return
    try {
      const drafts = readSettingsFile(await file.text(), settings)
      onImport(drafts)
      showDone(t('settings.imported', { count: Object.keys(drafts).length }))
    } catch (error) {
      showFailure(error)
    }
  }

  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('settings.import')}
        accept=".json,.env,text/plain,application/json"
        onChange={(event) => void read(event.currentTarget.files?.[0])}
      />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button leftSection={<Icon name="download" size={16} />}>{t('settings.file')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => save('json', 'latchkey-settings.json')}>
            {t('settings.export_json')}
          </Menu.Item>
          <Menu.Item onClick={() => save('env', 'latchkey-settings.env')}>
            {t('settings.export_env')}
          </Menu.Item>
          {mayChange && (
            <Menu.Item onClick={() => input.current?.click()}>{t('settings.import')}</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
