import {
  ActionIcon,
  Group,
  type MantineColorScheme,
  Menu,
  useMantineColorScheme,
} from '@mantine/core'
import { t } from '../i18n/translate.ts'
import { Icon } from '../kit/icon.tsx'

const schemes = [
  { scheme: 'light', label: 'theme.light', icon: 'sun' },
  { scheme: 'dark', label: 'theme.dark', icon: 'moon' },
  { scheme: 'auto', label: 'theme.system', icon: 'system' },
] as const satisfies readonly { scheme: MantineColorScheme; label: string; icon: string }[]

export function ThemeMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const current = schemes.find(({ scheme }) => scheme === colorScheme) ?? schemes[2]

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('theme.menu', { current: t(current.label) })}>
          <Icon name={current.icon} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={current.scheme}
          onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}
        >
          {schemes.map(({ scheme, label, icon }) => (
            <Menu.RadioItem
              key={scheme}
              value={scheme}
              closeMenuOnClick
              checkIcon={<Icon name="check" size={14} />}
            >
              <Group gap="xs" wrap="nowrap">
                <Icon name={icon} size={16} />
                {t(label)}
              </Group>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
