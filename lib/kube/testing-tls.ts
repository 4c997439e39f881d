import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A pair of PEM files, given by their paths and contents. */
export interface Pair {
  readonly certFile: string
  readonly keyFile: string
  readonly cert: string
  readonly key: string
}

/** Makes a key and a self-signed authority in the folder. */
export function makeAuthority(folder: string, name: string): Pair {
  const subject = ['-subj', `/CN=${name}`, '-addext', 'basicConstraints=critical,CA:TRUE']
  openssl(folder, ['req', '-x509', ...newKey(name), '-out', `${name}.crt`, '-days', '2', ...subject])
  return readPair(folder, name)
}

/** Makes a key and a certificate by the authority; `names` as openssl has them: `DNS:kube.test,IP:127.0.0.1`. */
export function makeCertificate(folder: string, authority: Pair, name: string, names: string): Pair {
  openssl(folder, ['req', ...newKey(name), '-out', `${name}.csr`, '-subj', `/O=testers/CN=${name}`])
  writeFileSync(join(folder, `${name}.ext`), `subjectAltName=${names}\n`)
  const signer = ['-CA', authority.certFile, '-CAkey', authority.keyFile, '-CAcreateserial']
  const output = ['-out', `${name}.crt`, '-days', '2', '-extfile', `${name}.ext`]
  openssl(folder, ['x509', '-req', '-in', `${name}.csr`, ...signer, ...output])
  return readPair(folder, name)
}

function newKey(name: string): readonly string[] {
  return ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', `${name}.key`]
}

function openssl(folder: string, args: readonly string[]) {
  execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
}

function readPair(folder: string, name: string): Pair {
  const certFile = join(folder, `${name}.crt`)
  const keyFile = join(folder, `${name}.key`)
  return { certFile, keyFile, cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') }
}
