import { callApi } from '../api/client.ts'
import { showFailure } from '../kit/toast.tsx'

/** Ends the session of this console. */
export async function logOut(): Promise<void> {
  try {
    await callApi('POST', 'me/logout/')
    location.assign('/admin/login/')
  } catch (error) {
    showFailure(error)
  }
}
