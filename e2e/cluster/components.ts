import { join } from 'node:path'
import type { Binaries } from './build.ts'

export type Component =
  | 'etcd'
  | 'kube-apiserver'
  | 'kube-controller-manager'
  | 'kube-scheduler'
  | 'kwok'
  | 'rollouts-controller'

export interface Ports {
  readonly etcd: number
  readonly etcdPeer: number
  readonly apiServer: number
  readonly controllerManager: number
  readonly scheduler: number
  readonly controllerMetrics: number
  readonly controllerHealth: number
  readonly kwok: number
}

export interface Setting {
  readonly folder: string
  readonly binaries: Binaries
  readonly ports: Ports
  /** Requests per second that each controller allows itself; each program's own default where left out. */
  readonly qps?: number
  readonly burst?: number
  /** kwok's configuration files, one or more stages each. */
  readonly stages: readonly string[]
}

export interface Program {
  readonly file: string
  readonly args: readonly string[]
}

const controllers = [
  'deployment-controller',
  'replicaset-controller',
  'job-controller',
  'endpointslice-controller',
  'namespace-controller',
  'garbage-collector-controller',
  'serviceaccount-controller',
  'root-ca-certificate-publisher-controller',
  'pod-garbage-collector-controller',
]

/** Where things lie in the folder of a cluster. */
export function filesOf(folder: string) {
  return {
    kubeconfig: join(folder, 'kubeconfig'),
    tokens: join(folder, 'tokens.csv'),
    serviceAccountKey: join(folder, 'service-account.key'),
    certificates: join(folder, 'certificates'),
    ca: join(folder, 'certificates', 'apiserver.crt'),
    etcdData: join(folder, 'etcd'),
  }
}

/** The command line of each component: all on 127.0.0.1, no leader election, nothing written outside the folder. */
export function programOf(component: Component, setting: Setting): Program {
  const { binaries } = setting
  switch (component) {
    case 'etcd':
      return { file: binaries.etcd, args: etcdArgs(setting) }
    case 'kube-apiserver':
      return { file: binaries.apiServer, args: apiServerArgs(setting) }
    case 'kube-controller-manager':
      return { file: binaries.controllerManager, args: controllerManagerArgs(setting) }
    case 'kube-scheduler':
      return { file: binaries.scheduler, args: schedulerArgs(setting) }
    case 'kwok':
      return { file: binaries.kwok, args: kwokArgs(setting) }
    case 'rollouts-controller':
      return { file: binaries.rolloutsController, args: rolloutsControllerArgs(setting) }
  }
}

function etcdArgs({ folder, ports }: Setting): string[] {
  const client = `http://127.0.0.1:${ports.etcd}`
  const peer = `http://127.0.0.1:${ports.etcdPeer}`
  return [
    `--data-dir=${filesOf(folder).etcdData}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    '--unsafe-no-fsync',
  ]
}

function apiServerArgs({ folder, ports }: Setting): string[] {
  const files = filesOf(folder)
  return [
    `--etcd-servers=http://127.0.0.1:${ports.etcd}`,
    `--cert-dir=${files.certificates}`,
    '--bind-address=127.0.0.1',
    // No pod can reach the API server, so nobody needs its address as Endpoints; a loopback one is refused there.
    '--advertise-address=127.0.0.1',
    '--endpoint-reconciler-type=none',
    `--secure-port=${ports.apiServer}`,
    `--service-account-key-file=${files.serviceAccountKey}`,
    `--service-account-signing-key-file=${files.serviceAccountKey}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--token-auth-file=${files.tokens}`,
    '--authorization-mode=RBAC',
    '--service-cluster-ip-range=10.96.0.0/16',
    // Pods may name accounts that nobody made, and nodes start without the taint that nobody would remove.
    '--disable-admission-plugins=ServiceAccount,TaintNodesByCondition',
  ]
}

function controllerManagerArgs({ folder, ports, qps, burst }: Setting): string[] {
  const files = filesOf(folder)
  return [
    `--kubeconfig=${files.kubeconfig}`,
    `--service-account-private-key-file=${files.serviceAccountKey}`,
    `--root-ca-file=${files.ca}`,
    '--leader-elect=false',
    '--bind-address=127.0.0.1',
    `--secure-port=${ports.controllerManager}`,
    `--controllers=${controllers.join(',')}`,
    ...optional('--kube-api-qps', qps),
    ...optional('--kube-api-burst', burst),
  ]
}

function schedulerArgs({ folder, ports, qps, burst }: Setting): string[] {
  return [
    `--kubeconfig=${filesOf(folder).kubeconfig}`,
    '--leader-elect=false',
    '--bind-address=127.0.0.1',
    `--secure-port=${ports.scheduler}`,
    ...optional('--kube-api-qps', qps),
    ...optional('--kube-api-burst', burst),
  ]
}

function kwokArgs({ folder, ports, stages }: Setting): string[] {
  return [
    `--kubeconfig=${filesOf(folder).kubeconfig}`,
    '--manage-all-nodes=true',
    '--node-ip=127.0.0.1',
    `--server-address=127.0.0.1:${ports.kwok}`,
    // Nobody looks whether nodes are alive, and leases would be writes at rest.
    '--node-lease-duration-seconds=0',
    ...stages.map((file) => `--config=${file}`),
  ]
}

function rolloutsControllerArgs({ folder, ports, qps, burst }: Setting): string[] {
  return [
    `--kubeconfig=${filesOf(folder).kubeconfig}`,
    '--leader-elect=false',
    `--metricsPort=${ports.controllerMetrics}`,
    `--healthzPort=${ports.controllerHealth}`,
    ...optional('--qps', qps),
    ...optional('--burst', burst),
  ]
}

function optional(flag: string, value: number | undefined): string[] {
  return value === undefined ? [] : [`${flag}=${value}`]
}
