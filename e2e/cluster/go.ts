import { execFileSync } from 'node:child_process'
import { CockpitError } from '../../lib/errors.ts'

export interface Go {
  readonly version: string
  readonly platform: string
}

/** The least version that every module of ours builds with. */
export const requiredGo = '1.26.1'

/** The Go that is installed; a missing or too old one is a sentence that says what to install. */
export function findGo(): Go {
  let output: string
  try {
    output = execFileSync('go', ['env', 'GOVERSION', 'GOOS', 'GOARCH'], {
      env: goEnvironment(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch (cause) {
    throw new CockpitError('invalid', sentence('Go was not found on the PATH'), { cause })
  }
  const [version = '', os = '', architecture = ''] = output.trim().split('\n')
  if (!isNewEnough(version)) throw new CockpitError('invalid', sentence(`${version} is too old`))
  return { version, platform: `${os}/${architecture}` }
}

/** The environment for `go`: the installed toolchain only, so that nothing is downloaded but modules. */
export function goEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, GOTOOLCHAIN: 'local', GOWORK: 'off' }
}

/** Whether a version as `go env GOVERSION` prints it builds our modules; a development version is trusted. */
export function isNewEnough(version: string): boolean {
  const found = /^go(\d+)\.(\d+)(?:\.(\d+))?/.exec(version)
  if (!found) return version.startsWith('devel')
  const [, major = '0', minor = '0', patch = '0'] = found
  const [needMajor = 0, needMinor = 0, needPatch = 0] = requiredGo.split('.').map(Number)
  const differences = [Number(major) - needMajor, Number(minor) - needMinor, Number(patch) - needPatch]
  return (differences.find((difference) => difference !== 0) ?? 0) >= 0
}

function sentence(finding: string): string {
  return `${finding}: the real control plane is built from source, install Go ${requiredGo} or newer (https://go.dev/dl/).`
}
