import { Button, Group, Menu, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { t } from '../../i18n/translate.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useStored } from '../../state/stored-value.ts'
import { useMe } from '../../state/use-me.ts'

interface View {
  readonly name: string
  /** The query of the URL. */
  readonly search: string
}

/** Filters under a name, for this administrator in this browser. */
export function SavedViews() {
  const [, navigate] = useLocation()
  const [views, setViews] = useViews()
  const [isNaming, naming] = useDisclosure(false)
  const button = useRef<HTMLButtonElement>(null)
  const askName = () => {
    // The item is gone when the dialog closes, and the focus goes back to what had it.
    button.current?.focus()
    naming.open()
  }

  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button ref={button} rightSection={<Icon name="chevron" size={14} />}>
            {t('views.open')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.map(({ name, search }) => (
            <Menu.Item key={name} onClick={() => navigate(`/users/${search}`)}>
              {name}
            </Menu.Item>
          ))}
          {views.length > 0 && <Menu.Divider />}
          <Menu.Item onClick={askName}>{t('views.save')}</Menu.Item>
          {views.map(({ name }) => (
            <Menu.Item
              key={name}
              onClick={() => setViews(views.filter((view) => view.name !== name))}
            >
              {t('views.remove', { name })}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Dialog opened={isNaming} onClose={naming.close} title={t('views.save')}>
        <NameForm
          onName={(name) => {
            setViews([
              ...views.filter((view) => view.name !== name),
              { name, search: location.search },
            ])
            naming.close()
          }}
        />
      </Dialog>
    </>
  )
}

function NameForm({ onName }: { readonly onName: (name: string) => void }) {
  const [name, setName] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim()) onName(name.trim())
      }}
    >
      <TextInput
        label={t('views.name')}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="md">
        <Button type="submit" variant="filled">
          {t('action.save')}
        </Button>
      </Group>
    </form>
  )
}

function useViews() {
  const [stored, store] = useStored(`views.users.${useMe().id}`)
  const views: readonly View[] = stored ? JSON.parse(stored) : []
  return [views, (next: readonly View[]) => store(JSON.stringify(next))] as const
}
