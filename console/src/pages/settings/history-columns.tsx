import { Button, Code, Text } from '@mantine/core'
import type { Setting, SettingChange, SettingValue } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import type { Column } from '../../kit/table/column.ts'
import { Timestamp } from '../../kit/timestamp.tsx'
import { useAct } from '../../kit/use-act.ts'
import { useCan } from '../../state/use-me.ts'
import { confirmActive } from './confirm-active.ts'
import { describeValue } from './draft.ts'
import { revertChange } from './use-setting-acts.ts'

export function useHistoryColumns(
  settings: ReadonlyMap<string, Setting>,
): readonly Column<SettingChange>[] {
  const mayChange = useCan()('constance.change_config')
  const valueText = (key: string, value: SettingValue | null) => {
    const setting = settings.get(key)
    if (value === null) return t('history.default')
    return setting ? describeValue(setting, value) : String(value)
  }

  return [
    {
      id: 'at',
      header: t('history.at'),
      cell: (change) => <Timestamp at={change.changed_at} />,
    },
    { id: 'key', header: t('history.key'), cell: (change) => <Code>{change.key}</Code> },
    {
      id: 'change',
      header: t('history.change'),
      cell: (change) => (
        <span className="lk-diff">
          <span>
            <del>{valueText(change.key, change.from)}</del> <span aria-hidden="true">→</span>{' '}
            <ins>{valueText(change.key, change.to)}</ins>
          </span>
        </span>
      ),
    },
    { id: 'actor', header: t('history.actor'), cell: (change) => change.actor },
    {
      id: 'source',
      header: t('history.source'),
      cell: (change) => t(`history.source.${change.source}`),
    },
    {
      id: 'comment',
      header: t('history.comment'),
      cell: (change) => <Text size="sm">{change.comment ?? ''}</Text>,
    },
    {
      id: 'revert',
      isAction: true,
      header: t('history.act'),
      cell: (change) =>
        mayChange && !settings.get(change.key)?.pinned_by ? (
          <RevertButton change={change} text={valueText(change.key, change.from)} />
        ) : undefined,
    },
  ]
}

function RevertButton({ change, text }: { readonly change: SettingChange; readonly text: string }) {
  const { run, isRunning } = useAct()
  const revert = () =>
    run(() => revertChange(change.id), {
      done: () => t('history.reverted', { key: change.key, value: text }),
      onShown: (toast) => void confirmActive(toast),
      undo: (setting) => revertChange(setting.last_change?.id ?? 0, setting.version),
    })

  return (
    <Button size="compact-sm" loading={isRunning} onClick={() => void revert()}>
      {t('history.revert', { value: text })}
    </Button>
  )
}
