import { ActionIcon, Badge, Button, Kbd } from '@mantine/core'
import { Link } from 'wouter'
import { t } from '../i18n/translate.ts'
import { Icon } from '../kit/icon.tsx'
import { useMe } from '../state/use-me.ts'
import { AccountMenu } from './account-menu.tsx'
import { openPalette } from './palette/open-palette.ts'
import { ThemeMenu } from './theme-menu.tsx'

interface TopBarProps {
  readonly isNavOpen: boolean
  readonly onToggleNav: () => void
}

export function TopBar({ isNavOpen, onToggleNav }: TopBarProps) {
  const me = useMe()
  const environment = me.environment_label ?? me.mode

  return (
    <header className="lk-top">
      <ActionIcon
        className="lk-nav-toggle"
        aria-label={t('app.navigation')}
        aria-expanded={isNavOpen}
        aria-controls="navigation"
        onClick={onToggleNav}
      >
        <Icon name={isNavOpen ? 'close' : 'menu'} />
      </ActionIcon>
      <Link href="/" className="lk-brand">
        <span className="lk-brand-mark">
          <Icon name="keys" size={16} />
        </span>
        <span className="lk-wide">Latchkey</span>
      </Link>
      <Badge className="lk-environment" data-environment={environment} title={t('app.environment')}>
        {environment}
      </Badge>
      <Button
        className="lk-palette-button lk-icon-in-narrow"
        onClick={openPalette}
        leftSection={<Icon name="search" size={16} />}
        rightSection={
          <Kbd size="xs" aria-hidden="true">
            Ctrl K
          </Kbd>
        }
      >
        {t('palette.label')}
      </Button>
      <ThemeMenu />
      <AccountMenu />
    </header>
  )
}
