import { callApi } from '../api/client.ts'
import { showFailure } from '../kit/toast.tsx'
import { base } from '../state/base.ts'

/** Ends the session of this console. */
export async function logOut(): Promise<void> {
  try {
    await callApi('POST', 'me/logout/')
    location.assign(`${base}/admin/login/`)
  } catch (error) {
    showFailure(error)
  }
}
