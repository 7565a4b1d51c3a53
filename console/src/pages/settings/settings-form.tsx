import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import type { Setting } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { EmptyState } from '../../kit/empty-state.tsx'
import { Section } from '../../kit/section.tsx'
import { useLeaveGuard } from '../../shell/leave-guard.ts'
import { useSaveKey } from '../../shell/shortcuts/use-save-key.ts'
import { useCan } from '../../state/use-me.ts'
import { useUrlState } from '../../state/use-url-state.ts'
import { ConflictDialog } from './conflict-dialog.tsx'
import { FileMenu } from './file-menu.tsx'
import { ReviewDialog } from './review-dialog.tsx'
import { SettingRow } from './setting-row.tsx'
import { SettingsFilters, useSettingsFilter } from './settings-filters.tsx'
import { useDrafts } from './use-drafts.ts'
import { useSettingActs } from './use-setting-acts.ts'

interface SettingsFormProps {
  readonly settings: readonly Setting[]
  readonly groups: readonly string[]
}

export function SettingsForm({ settings, groups }: SettingsFormProps) {
  const mayChange = useCan()('constance.change_config')
  const drafts = useDrafts(settings)
  const acts = useSettingActs(drafts)
  const [isReviewing, setReviewing] = useState(false)
  const shown = useSettingsFilter(settings)
  const canReview = drafts.changes.length > 0 && !drafts.hasUnreadable
  const review = () => canReview && setReviewing(true)
  useLeaveGuard(drafts.unsavedCount > 0)
  useSaveKey(review)

  return (
    <>
      <Group align="flex-end" mb="md" className="lk-settings-bar">
        <SettingsFilters groups={groups} />
        <FileMenu settings={settings} mayChange={mayChange} onImport={drafts.setMany} />
      </Group>
      {shown.length === 0 && <NothingShown />}
      {groups.map((group) => (
        <SettingsGroup
          key={group}
          title={group}
          isShown={shown.some((setting) => setting.group === group)}
        >
          {shown
            .filter((setting) => setting.group === group)
            .map((setting) => (
              <SettingRow
                key={setting.key}
                setting={setting}
                draft={drafts.drafts[setting.key]}
                fault={drafts.faults[setting.key]}
                mayChange={mayChange}
                onChange={(draft) => drafts.setDraft(setting.key, draft)}
                onReset={() => void acts.reset(setting)}
              />
            ))}
        </SettingsGroup>
      ))}
      {drafts.unsavedCount > 0 && (
        <Group className="lk-action-bar" role="region" aria-label={t('settings.unsaved_bar')}>
          <Text fw={600} role="status">
            {t('settings.unsaved', { count: drafts.unsavedCount })}
          </Text>
          <Group gap="xs" ms="auto">
            <Button onClick={drafts.discard}>{t('action.discard')}</Button>
            <Button variant="filled" disabled={!canReview} onClick={review}>
              {t('settings.review')}
            </Button>
          </Group>
        </Group>
      )}
      {isReviewing && (
        <ReviewDialog
          changes={drafts.changes}
          isSaving={acts.isRunning}
          onCancel={() => setReviewing(false)}
          onSave={async (comment) => {
            await acts.save(drafts.changes, comment)
            setReviewing(false)
          }}
        />
      )}
      {acts.conflicts.length > 0 && (
        <ConflictDialog
          conflicts={acts.conflicts}
          onCancel={acts.postpone}
          onSettle={acts.settle}
        />
      )}
    </>
  )
}

interface SettingsGroupProps {
  readonly title: string
  readonly isShown: boolean
  readonly children: React.ReactNode
}

function SettingsGroup({ title, isShown, children }: SettingsGroupProps) {
  return isShown ? <Section title={title}>{children}</Section> : undefined
}

function NothingShown() {
  const [, change] = useUrlState()
  const clear = () => change({ q: undefined, group: undefined, modified: undefined })
  return (
    <EmptyState
      title={t('list.nothing_found')}
      text={t('settings.nothing_found')}
      action={<Button onClick={clear}>{t('list.clear_filters')}</Button>}
    />
  )
}
