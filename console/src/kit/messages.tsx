import { Notifications } from '@mantine/notifications'

/** Where the messages of `toast.tsx` appear. */
export function Messages() {
  return <Notifications position="bottom-right" limit={5} zIndex={1000} />
}
