import { Anchor, Button, Code, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { apiUrl } from '../api/client.ts'
import type { Query } from '../api/query.ts'
import { t } from '../i18n/translate.ts'
import { CopyButton } from './copy-button.tsx'
import { Dialog } from './dialog.tsx'
import { Icon } from './icon.tsx'

interface ApiRequestProps {
  readonly path: string
  readonly query?: Query
}

/** The call behind a page, for people who want it in a script. */
export function ApiRequest({ path, query = {} }: ApiRequestProps) {
  const [isOpen, { open, close }] = useDisclosure(false)
  const url = apiUrl(path, query)
  const line = `curl -H "Authorization: Bearer $TOKEN" '${location.origin}${url}'`

  return (
    <>
      <Button
        variant="subtle"
        className="lk-icon-in-narrow"
        onClick={open}
        leftSection={<Icon name="code" size={16} />}
      >
        {t('api_request.open')}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={t('api_request.title')} size="lg">
        <Stack gap="sm">
          <Text size="sm">{t('api_request.help')}</Text>
          <Group wrap="nowrap" align="flex-start" gap="xs">
            <Code block className="lk-grow lk-wrap">
              {line}
            </Code>
            <CopyButton text={line} label={t('api_request.copy')} />
          </Group>
          <Anchor
            href={url}
            target="_blank"
            rel="noreferrer"
            size="sm"
            className="lk-target lk-break"
          >
            {t('api_request.follow', { url })}
          </Anchor>
        </Stack>
      </Dialog>
    </>
  )
}
