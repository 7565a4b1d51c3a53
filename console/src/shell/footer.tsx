import { Anchor, Button, Text } from '@mantine/core'
import { zoneName } from '../i18n/timestamps.ts'
import { t } from '../i18n/translate.ts'
import { base } from '../state/base.ts'
import { useMe } from '../state/use-me.ts'
import { useZone } from '../state/use-zone.ts'

/** In which zone times are shown, and how to switch. */
export function ShellFooter() {
  const { version } = useMe()
  const [zone, setZone] = useZone()
  const other = zone === 'utc' ? 'local' : 'utc'

  return (
    <footer className="lk-footer">
      <Text size="sm" c="dimmed">
        {t('footer.zone', { zone: zoneName(zone) })}
      </Text>
      {zoneName('local') !== 'UTC' && (
        <Button size="compact-sm" onClick={() => setZone(other)}>
          {t('footer.switch_zone', { zone: zoneName(other) })}
        </Button>
      )}
      <Text size="sm" c="dimmed" ms="auto">
        {t('footer.version', { version })}
      </Text>
      <Anchor href={`${base}/api/`} size="sm" className="lk-target">
        {t('footer.api')}
      </Anchor>
    </footer>
  )
}
