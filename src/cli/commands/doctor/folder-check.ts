import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Config } from '../../../config/read-config.ts'
import { isReadableByOthers } from '../../../config/secret-key.ts'
import type { HealthCheck } from '../../../features/operations/health-check.ts'

const about = { id: 'data_folder', label: 'Data folder' }

/** Whether the files of the database and the secret can be made and used here, and by nobody else. */
export function folderCheck(config: Config): HealthCheck {
  const files = filesOf(config)
  const folders = [...new Set(files.map((file) => dirname(file)))]
  if (files.length === 0) {
    return {
      ...about,
      status: 'ok',
      text: 'Not needed: the database and the secret key are stored elsewhere.',
    }
  }
  const unusable = folders.find((folder) => !isWritable(nearestExisting(folder)))
  if (unusable !== undefined) {
    const text = `This user cannot write to ${unusable}.`
    const fix = 'Make the user of the server the owner of the folder (chown), or set DATA_DIR.'
    return { ...about, status: 'fail', text, fix }
  }
  // A folder that nobody else may look into protects what is in it.
  const open = files.find((file) => isOpenToOthers(dirname(file)) && isOpenToOthers(file))
  if (open !== undefined) {
    const text = `${open} can be read by every user on this machine.`
    return { ...about, status: 'warn', text, fix: `Run: chmod o= ${open}` }
  }
  const text = `This user can write to ${folders.join(' and ')}, and other users cannot read it.`
  return { ...about, status: 'ok', text }
}

/** What this configuration keeps in files. */
function filesOf({ database, dataDirectory, given }: Config): string[] {
  const isInFile = database.dialect === 'sqlite' && !database.file.startsWith(':memory:')
  return [
    ...(isInFile ? [resolve(database.file)] : []),
    ...(given.has('SECRET_KEY') ? [] : [resolve(dataDirectory, 'secret.key')]),
  ]
}

function isOpenToOthers(file: string): boolean {
  return process.platform !== 'win32' && existsSync(file) && isReadableByOthers(file)
}

/** The folder, or the one it will be made in. */
function nearestExisting(folder: string): string {
  return existsSync(folder) ? folder : nearestExisting(dirname(folder))
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return statSync(folder).isDirectory()
  } catch {
    return false
  }
}
