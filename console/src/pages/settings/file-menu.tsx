import { Button, Menu } from '@mantine/core'
import type { Setting } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../kit/icon.tsx'
import { saveFile } from '../../kit/save-file.ts'
import { showDone, showFailure } from '../../kit/toast.tsx'
import { useFilePicker } from '../../kit/use-file-picker.tsx'
import type { Drafts } from './draft.ts'
import { type FileFormat, readSettingsFile, writeSettingsFile } from './settings-file.ts'

interface FileMenuProps {
  readonly settings: readonly Setting[]
  readonly mayChange: boolean
  readonly onImport: (drafts: Drafts) => void
}

/** The settings as a file, and back. */
export function FileMenu({ settings, mayChange, onImport }: FileMenuProps) {
  const save = (format: FileFormat, name: string) =>
    saveFile(name, writeSettingsFile(settings, format))
  const read = async (file: File) => {
    try {
      const drafts = readSettingsFile(await file.text(), settings)
      onImport(drafts)
      showDone(t('settings.imported', { count: Object.keys(drafts).length }))
    } catch (error) {
      showFailure(error)
    }
  }

  const picker = useFilePicker({
    label: t('settings.import'),
    accept: '.json,.env,text/plain,application/json',
    onPick: read,
  })

  return (
    <>
      {picker.field}
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
          {mayChange && <Menu.Item onClick={() => picker.open()}>{t('settings.import')}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
