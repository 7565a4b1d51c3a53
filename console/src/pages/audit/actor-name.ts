import type { AuditEvent } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'

/** Who did it; the server itself is named with its host. */
export function actorName({ kind, label }: AuditEvent['actor']): string {
  return kind === 'system' ? t('audit.system', { host: label }) : label || kind
}
