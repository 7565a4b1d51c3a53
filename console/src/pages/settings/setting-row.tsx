import { Anchor, Badge, Button, Code, Group, Stack, Text } from '@mantine/core'
import { Link } from 'wouter'
import type { Setting } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../kit/icon.tsx'
import { Timestamp } from '../../kit/timestamp.tsx'
import { describeValue, effectOf } from './draft.ts'
import { SettingControl } from './setting-control.tsx'

interface SettingRowProps {
  readonly setting: Setting
  readonly draft: string | boolean | undefined
  readonly fault: string | undefined
  readonly mayChange: boolean
  readonly onChange: (draft: string | boolean) => void
  readonly onReset: () => void
}

/** One setting: what it is, its field, where its value comes from. */
export function SettingRow(props: SettingRowProps) {
  const { setting, draft, fault, mayChange, onChange, onReset } = props
  const isPinned = setting.pinned_by !== null
  // They are about the value in force; what is typed has its own in the review.
  const warnings = draft === undefined ? setting.warnings : []

  return (
    <div id={setting.key} className="lk-setting">
      <Stack gap={6}>
        <SettingName setting={setting} isUnsaved={draft !== undefined} />
        <Text size="sm">{setting.help}</Text>
        <Text size="sm" c="dimmed">
          {t('settings.default', { value: describeValue(setting, setting.default) })} ·{' '}
          {effectOf(setting)}
        </Text>
        {warnings.map((warning) => (
          <Group key={warning} gap={6} wrap="nowrap" c="var(--lk-warn)">
            <Icon name="warning" size={16} />
            <Text size="sm">{warning}</Text>
          </Group>
        ))}
        <LastChange setting={setting} />
      </Stack>
      <Stack gap="xs" align="stretch">
        <SettingControl
          setting={setting}
          draft={draft}
          fault={fault}
          lockedBecause={lockReason(setting, mayChange)}
          onChange={onChange}
        />
        {setting.is_modified && !isPinned && mayChange && (
          <Button
            aria-label={t('settings.reset_key', { key: setting.key })}
            leftSection={<Icon name="reset" size={16} />}
            onClick={onReset}
          >
            {t('settings.reset')}
          </Button>
        )}
      </Stack>
    </div>
  )
}

function SettingName({
  setting,
  isUnsaved,
}: {
  readonly setting: Setting
  readonly isUnsaved: boolean
}) {
  return (
    <div className="lk-setting-name">
      <Code className="lk-break">{setting.key}</Code>
      <Anchor
        href={`#${setting.key}`}
        className="lk-target"
        aria-label={t('settings.anchor', { key: setting.key })}
      >
        ¶
      </Anchor>
      {setting.is_modified && <Badge className="lk-badge">{t('settings.modified')}</Badge>}
      {isUnsaved && <Badge className="lk-badge lk-tone-warn">{t('settings.unsaved_badge')}</Badge>}
      {setting.pinned_by && (
        <Badge className="lk-badge lk-tone-warn" leftSection={<Icon name="pin" size={12} />}>
          {t('settings.pinned_badge')}
        </Badge>
      )}
    </div>
  )
}

function LastChange({ setting }: { readonly setting: Setting }) {
  const change = setting.last_change
  if (!change) return undefined
  return (
    <Text size="sm" c="dimmed">
      <Timestamp at={change.changed_at} /> · {change.actor} ·{' '}
      <Anchor
        component={Link}
        href={`/constance/config/history/?key=${setting.key}`}
        size="sm"
        className="lk-target"
      >
        {t('settings.key_history')}
      </Anchor>
    </Text>
  )
}

function lockReason(setting: Setting, mayChange: boolean): string | undefined {
  if (setting.pinned_by) return t('settings.pinned', { variable: setting.pinned_by })
  return mayChange ? undefined : t('settings.no_right')
}
