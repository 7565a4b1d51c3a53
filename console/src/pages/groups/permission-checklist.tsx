import { Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { callApi } from '../../api/client.ts'
import type { Permission } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { QueryStates } from '../../kit/query-states.tsx'

interface PermissionChecklistProps {
  readonly chosen: readonly string[]
  readonly isDisabled: boolean
  readonly onChange: (codes: readonly string[]) => void
}

/** All permissions by what they are about, searchable; what one does not hold oneself cannot be given. */
export function PermissionChecklist({ chosen, isDisabled, onChange }: PermissionChecklistProps) {
  const [text, setText] = useState('')
  const [onlyChosen, setOnlyChosen] = useState(false)
  const permissions = useQuery({
    queryKey: ['permissions/'],
    queryFn: ({ signal }) => callApi('GET', 'permissions/', { signal }),
  })
  const isShown = ({ code, label, description }: Permission) =>
    `${code} ${label} ${description}`
      .toLocaleLowerCase()
      .includes(text.trim().toLocaleLowerCase()) &&
    (!onlyChosen || chosen.includes(code))
  const toggle = (code: string) =>
    onChange(chosen.includes(code) ? chosen.filter((other) => other !== code) : [...chosen, code])

  return (
    <QueryStates query={permissions} subject={t('groups.permissions')}>
      {({ results }) => (
        <Stack>
          <Group align="flex-end">
            <TextInput
              label={t('groups.search_permissions')}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Checkbox
              mb={6}
              label={t('groups.only_selected')}
              checked={onlyChosen}
              onChange={(event) => setOnlyChosen(event.currentTarget.checked)}
            />
            <Text mb={6} size="sm" c="dimmed" role="status">
              {t('groups.selected', { count: chosen.length, total: results.length })}
            </Text>
          </Group>
          <div className="lk-permission-lists">
            {[...Map.groupBy(results.filter(isShown), ({ group }) => group)].map(
              ([group, members]) => (
                <fieldset key={group}>
                  <legend>{group}</legend>
                  <Stack gap="sm">
                    {members.map((permission) => (
                      <PermissionBox
                        key={permission.code}
                        permission={permission}
                        isChosen={chosen.includes(permission.code)}
                        isDisabled={isDisabled}
                        onToggle={() => toggle(permission.code)}
                      />
                    ))}
                  </Stack>
                </fieldset>
              ),
            )}
          </div>
        </Stack>
      )}
    </QueryStates>
  )
}

interface PermissionBoxProps {
  readonly permission: Permission
  readonly isChosen: boolean
  readonly isDisabled: boolean
  readonly onToggle: () => void
}

function PermissionBox({ permission, isChosen, isDisabled, onToggle }: PermissionBoxProps) {
  const { code, label, description, is_held: isHeld } = permission
  return (
    <Checkbox
      label={label}
      description={isHeld ? `${code} · ${description}` : `${code} · ${t('groups.not_held')}`}
      checked={isChosen}
      disabled={isDisabled || !isHeld}
      onChange={onToggle}
    />
  )
}
