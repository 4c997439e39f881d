import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { CockpitError } from '../errors.ts'
import { kubeconfigOf } from './api/kubeconfig.ts'
import type { Api } from './api/server.ts'
import { makeOwnFolder, sweepLeftFolders } from './own-folder.ts'

/** By which the demo knows a file of its own, also one that a demo left behind that was killed. */
const mark = '# Written by the demo of Rollout Cockpit; it goes when the demo ends.\n'

/**
 * Writes a kubeconfig for the API and answers its path: in a folder of its own, or where it is wanted. It is readable by its owner only, and it goes with the
 * process. A file that is not the demo's own is left alone: `refused`.
 */
export function keepKubeconfig(wanted: string | null, api: Pick<Api, 'url' | 'ca' | 'identities'>): string {
  const text = `${mark}${kubeconfigOf(api)}`
  sweepLeftFolders()
  if (wanted !== null) return keepAt(resolve(wanted), text)
  const file = join(makeOwnFolder(), 'kubeconfig')
  writeFileSync(file, text, { mode: 0o600 })
  return file
}

function keepAt(file: string, text: string): string {
  const there = contentOf(file)
  if (there !== null && !there.startsWith(mark))
    throw new CockpitError(
      'refused',
      `${file} is not the demo's own and stays as it is; choose another file.`,
    )
  try {
    // Made anew, so that neither its mode nor a link decides who reads it.
    rmSync(file, { force: true })
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    throw new CockpitError('refused', `The kubeconfig could not be written to ${file} (${codeOf(cause)}).`, {
      cause,
    })
  }
  process.once('exit', () => {
    // By now it may be another demo's.
    if (contentOf(file) === text) rmSync(file, { force: true })
  })
  return file
}

/** Null where there is no such file. */
function contentOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT' || codeOf(cause) === 'ENOTDIR') return null
    throw new CockpitError('refused', `${file} cannot be read (${codeOf(cause)}).`, { cause })
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)
