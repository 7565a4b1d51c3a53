import { Button, Group as Row, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { ApiError, describeError } from '../../api/api-error.ts'
import { callApi } from '../../api/client.ts'
import { t } from '../../i18n/translate.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useAct } from '../../kit/use-act.ts'
import { useCan } from '../../state/use-me.ts'

export function NewGroupButton() {
  const [isOpen, { open, close }] = useDisclosure(false)
  if (!useCan()('auth.add_group')) return undefined

  return (
    <>
      <Button variant="filled" leftSection={<Icon name="plus" size={16} />} onClick={open}>
        {t('groups.create')}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={t('groups.create')}>
        <NewGroupForm />
      </Dialog>
    </>
  )
}

function NewGroupForm() {
  const [, navigate] = useLocation()
  const [name, setName] = useState('')
  const [fault, setFault] = useState<string>()
  const { run, isRunning } = useAct()

  const create = async () => {
    const group = await run(() => callApi('POST', 'groups/', { body: { name } }), {
      done: (created) => t('groups.created', { name: created.name }),
      onError(error) {
        const isAboutName = error instanceof ApiError && error.code === 'validation_failed'
        if (isAboutName) setFault(error.fieldErrors['name']?.join(' ') ?? describeError(error))
        return isAboutName
      },
    })
    if (group) navigate(`/groups/${group.id}/`)
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void create()
      }}
    >
      <TextInput
        label={t('groups.name')}
        data-autofocus
        required
        maxLength={150}
        value={name}
        error={fault}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Row justify="flex-end" mt="md">
        <Button type="submit" variant="filled" loading={isRunning}>
          {t('groups.create')}
        </Button>
      </Row>
    </form>
  )
}
