import { NativeSelect, Switch, Textarea, TextInput } from '@mantine/core'
import type { Setting } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { describeValue, draftOf, labelOf, readDraft } from './draft.ts'
import { ImageControl } from './image-control.tsx'

interface SettingControlProps {
  readonly setting: Setting
  readonly draft: string | boolean | undefined
  readonly fault: string | undefined
  /** Why it cannot be changed, if so. */
  readonly lockedBecause: string | undefined
  readonly onChange: (draft: string | boolean) => void
}

/** The field that fits the type of a setting. */
export function SettingControl({
  setting,
  draft,
  fault,
  lockedBecause,
  onChange,
}: SettingControlProps) {
  const current = draft ?? draftOf(setting, setting.value)
  const shared = {
    id: `control-${setting.key}`,
    label: labelOf(setting),
    description: lockedBecause ?? meaningOf(setting, current),
    error: fault,
    disabled: lockedBecause !== undefined,
    inputWrapperOrder: [
      'label' as const,
      'input' as const,
      'error' as const,
      'description' as const,
    ],
  }

  if (typeof current === 'boolean') {
    const { inputWrapperOrder: _, ...props } = shared
    return (
      <Switch
        {...props}
        checked={current}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    )
  }
  const onText = (event: { currentTarget: { value: string } }) =>
    onChange(event.currentTarget.value)
  if (setting.type === 'choice') {
    return (
      <NativeSelect
        {...shared}
        data={[...(setting.choices ?? [])]}
        value={current}
        onChange={onText}
      />
    )
  }
  if (setting.type === 'image') {
    return (
      <ImageControl setting={setting} value={current} onChange={onChange}>
        <Textarea {...shared} rows={3} spellCheck={false} value={current} onChange={onText} />
      </ImageControl>
    )
  }
  if (setting.type === 'list') {
    return <Textarea {...shared} rows={3} spellCheck={false} value={current} onChange={onText} />
  }
  return (
    <TextInput
      {...shared}
      inputMode={setting.type === 'integer' && setting.unit !== 'seconds' ? 'numeric' : 'text'}
      autoComplete="off"
      value={current}
      onChange={onText}
    />
  )
}

/** "= 15 minutes" below a duration, what zero means, how a list is written. */
function meaningOf(setting: Setting, draft: string | boolean): string | undefined {
  if (setting.type === 'list') return t('settings.list_help')
  if (setting.type !== 'integer') return undefined

  const { value } = readDraft(setting, draft)
  if (value === undefined)
    return setting.unit === 'seconds' ? t('settings.duration_help') : undefined
  if (value === 0 && setting.zero_means) return `= ${setting.zero_means}`
  return setting.unit === 'seconds'
    ? `= ${describeValue(setting, value)}`
    : (setting.unit ?? undefined)
}
