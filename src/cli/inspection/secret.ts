import { createSecretKey } from '../../config/secret-key.ts'
import { print, type Terminal } from '../terminal.ts'

/** `latchkey secret` */
export function secret(terminal: Terminal): void {
  print(terminal, createSecretKey())
}
