import { Kbd, Stack, Switch } from '@mantine/core'
import type { MessageKey } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'
import { openDialog } from '../../kit/open-dialog.tsx'
import { navigationPages } from '../pages.ts'
import { useSingleKeys } from './single-keys.ts'

interface Shortcut {
  readonly keys: readonly string[]
  readonly label: MessageKey
}

const shortcuts: readonly Shortcut[] = [
  { keys: ['Ctrl K'], label: 'shortcuts.palette' },
  { keys: ['Ctrl S'], label: 'shortcuts.save' },
  { keys: ['Esc'], label: 'shortcuts.close' },
  { keys: ['/'], label: 'shortcuts.search' },
  { keys: ['?'], label: 'shortcuts.list' },
  { keys: ['z'], label: 'shortcuts.undo' },
  { keys: ['j', 'k', '↓', '↑'], label: 'shortcuts.rows' },
  { keys: ['x'], label: 'shortcuts.select' },
  { keys: ['Enter'], label: 'shortcuts.open' },
  ...navigationPages.map(({ key, label }) => ({ keys: [`g ${key}`], label })),
]

export function openShortcutList(): void {
  openDialog({ title: t('shortcuts.title'), children: <ShortcutList /> })
}

function ShortcutList() {
  const [isOn, setOn] = useSingleKeys()
  return (
    <Stack>
      <Switch
        label={t('shortcuts.single_keys')}
        description={t('shortcuts.single_keys_help')}
        checked={isOn}
        onChange={(event) => setOn(event.currentTarget.checked)}
      />
      <dl className="lk-facts lk-keys">
        {shortcuts.map(({ keys, label }) => (
          <div key={label}>
            <dt>{t(label)}</dt>
            <dd>
              {keys.map((key) => (
                <Kbd key={key} me={4}>
                  {key}
                </Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Stack>
  )
}
