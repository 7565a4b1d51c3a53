import type { DisplayZone } from '../i18n/timestamps.ts'
import { useStored } from './stored-value.ts'

/** In which zone this browser shows times. */
export function useZone() {
  const [stored, store] = useStored('zone')
  const zone: DisplayZone = stored === 'utc' ? 'utc' : 'local'
  return [zone, (next: DisplayZone) => store(next)] as const
}
