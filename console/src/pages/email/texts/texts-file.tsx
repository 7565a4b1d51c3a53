import { Button } from '@mantine/core'
import { callApi } from '../../../api/client.ts'
import type { EmailTextFile } from '../../../api/shapes.ts'
import { t } from '../../../i18n/translate.ts'
import { confirm } from '../../../kit/confirm.tsx'
import { Icon } from '../../../kit/icon.tsx'
import { saveFile } from '../../../kit/save-file.ts'
import { useAct } from '../../../kit/use-act.ts'
import { useFilePicker } from '../../../kit/use-file-picker.tsx'
import { useCan } from '../../../state/use-me.ts'

/** All changed texts as one file, and back. */
export function TextsFile() {
  const { run, isRunning } = useAct()
  const mayChange = useCan()('email.change_template')

  const save = () =>
    run(async () => {
      const file = await callApi('GET', 'email-templates/export/')
      saveFile('latchkey-email-texts.json', `${JSON.stringify(file, undefined, 2)}\n`)
    })
  const read = async (file: File) => {
    const taken = await run(async () => {
      const { texts } = JSON.parse(await file.text()) as EmailTextFile
      const plan = await importTexts(texts, true)
      return { texts, names: plan.changed }
    })
    if (!taken) return
    const confirmed = await confirm({
      title: t('email.texts_import_title', { count: taken.names.length }),
      consequence: taken.names.join(', ') || t('email.texts_import_nothing'),
      action: t('email.texts_import'),
      isHarmless: true,
    })
    if (!confirmed) return
    await run(() => importTexts(taken.texts, false), {
      done: ({ changed }) => t('email.texts_imported', { count: changed.length }),
    })
  }

  const picker = useFilePicker({
    label: t('email.texts_import'),
    accept: '.json,application/json',
    onPick: read,
  })

  return (
    <>
      {picker.field}
      <Button leftSection={<Icon name="download" size={16} />} onClick={() => void save()}>
        {t('email.texts_export')}
      </Button>
      {mayChange && (
        <Button loading={isRunning} onClick={() => picker.open()}>
          {t('email.texts_import')}
        </Button>
      )}
    </>
  )
}

function importTexts(texts: EmailTextFile['texts'], isDryRun: boolean) {
  return callApi('POST', 'email-templates/import/', { body: { texts, dry_run: isDryRun } })
}
