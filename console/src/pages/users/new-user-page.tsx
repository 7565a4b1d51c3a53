import { useLocation } from 'wouter'
import { t } from '../../i18n/translate.ts'
import { PageHeader } from '../../kit/page-header.tsx'
import { Section } from '../../kit/section.tsx'
import { NewUserForm } from './new-user-form.tsx'

export function NewUserPage() {
  const [, navigate] = useLocation()
  return (
    <>
      <PageHeader title={t('users.create')} crumbs={[{ label: t('users.title'), to: '/users/' }]} />
      <Section title={t('new_user.section')}>
        <NewUserForm
          onCreated={({ id }) => navigate(`/users/${id}/`)}
          onInvited={() => navigate('/users/')}
        />
      </Section>
    </>
  )
}
