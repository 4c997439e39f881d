import { request } from 'undici'
import { CockpitError } from '../../lib/errors.ts'
import type { Binaries } from './build.ts'
import { reservePort } from './ports.ts'
import type { Programs } from './programs.ts'
import type { Supervisor } from './supervision.ts'

export interface Dashboard {
  /** Without a slash at the end; the API is `${url}/api/v1/rollouts/{namespace}/{name}/info`. */
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

export interface Tools {
  /** Runs the kubectl that was built, as the administrator; answers with what it printed. */
  kubectl(args: readonly string[], stdin?: string): Promise<string>
  /** Runs `kubectl argo rollouts …`, the plugin that was built. */
  argo(args: readonly string[], stdin?: string): Promise<string>
  /** Starts the plugin's dashboard; back when it answers. */
  startDashboard(namespace?: string): Promise<Dashboard>
}

const TOOL_LIMIT_MS = 60_000

export function createTools(
  supervisor: Supervisor,
  programs: Programs,
  binaries: Binaries,
  kubeconfig: string,
): Tools {
  let dashboards = 0

  async function runTool(file: string, args: readonly string[], stdin = ''): Promise<string> {
    const result = await supervisor.run({ file, args, stdin, timeoutMs: TOOL_LIMIT_MS })
    if (result.code === 0) return result.stdout
    const end = result.code === null ? 'was killed or ran too long' : `ended with exit code ${result.code}`
    throw new CockpitError('unexpected', `${file} ${args.join(' ')} ${end}:\n${result.stderr.trim()}`)
  }

  return {
    kubectl: (args, stdin) => runTool(binaries.kubectl, args, stdin),
    argo: (args, stdin) => runTool(binaries.rolloutsPlugin, args, stdin),
    startDashboard: async (namespace = 'default') => {
      dashboards += 1
      const name = `dashboard-${dashboards}`
      const reserved = await reservePort()
      const { port } = reserved
      await reserved.release()
      await programs.startOther(name, {
        file: binaries.rolloutsPlugin,
        args: ['dashboard', `--kubeconfig=${kubeconfig}`, `--namespace=${namespace}`, `--port=${port}`],
      })
      const url = `http://127.0.0.1:${port}/rollouts`
      await programs.untilAnswers(name, () => answers(`${url}/api/v1/version`))
      return { url, pid: programs.pids[name] ?? 0, stop: () => programs.kill(name) }
    },
  }
}

/** Its HTTP side answers 503 until it has connected to its own gRPC side. */
async function answers(url: string): Promise<boolean> {
  try {
    const { statusCode, body } = await request(url)
    await body.dump()
    return statusCode === 200
  } catch {
    return false
  }
}
