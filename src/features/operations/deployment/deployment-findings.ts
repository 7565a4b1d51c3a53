import type { Context } from '../../../context.ts'
import { addressRules } from './address-rules.ts'
import { databaseRules } from './database-rules.ts'
import type { Finding, Rule } from './finding.ts'
import { secretRules } from './secret-rules.ts'
import { settingRules } from './setting-rules.ts'

const rules: readonly Rule[] = [...secretRules, ...addressRules, ...databaseRules, ...settingRules]

/** Everything about the configuration and the settings in force that a public server should not have. */
export function deploymentFindings(context: Context): Finding[] {
  return rules
    .filter((rule) => rule.applies(context))
    .map(({ id, severity, text, fix, link }) => ({
      id,
      severity,
      text: typeof text === 'string' ? text : text(context),
      fix,
      link,
    }))
}
