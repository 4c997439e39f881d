export const help = `Rollout Cockpit: watch and drive Argo Rollouts releases in the browser.

Usage: rollout-cockpit [flags]      (in a checkout: npm start -- [flags])

  --kubeconfig FILE   the kubeconfig to read; default as kubectl: $KUBECONFIG, ~/.kube/config,
                      or the service account of the pod it runs in    COCKPIT_KUBECONFIG
  --context NAME      the context to open first; default the current  COCKPIT_CONTEXT
  --namespace A,B     the namespaces to watch; default all            COCKPIT_NAMESPACE
  --port N            default 3100; 0 takes any free port             COCKPIT_PORT
  --address IP        listen here instead of 127.0.0.1 and ::1        COCKPIT_ADDRESS
  --allow-host NAME   a name that browsers may use for this cockpit,
                      beside localhost and the address                COCKPIT_ALLOW_HOST
  --read-only         show everything, change nothing                 COCKPIT_READ_ONLY
  --verbose           say more while starting
  --version, --help

COCKPIT_TOKEN sets the session's secret (16 characters or more); without it one is made at every start.
A flag wins over its variable.
`

export const demoHelp = `Rollout Cockpit on a simulated cluster in this process: nothing to configure, nothing left behind.

Usage: npm run demo -- [flags]

  --scenario NAME        what is opened first. Of the course, which is always told: canary (the default),
                         blue-green, rolling-update, a-b. Told when they are named: healthy, timed-pause, aborted,
                         paused-by-spec, scaled-to-zero, promoted-by-clock, workload-ref, routed,
                         scale-down-delay, ping-pong, image-pull-error, crash-loop, never-ready,
                         past-deadline, quota, invalid-spec, nested-template, plugin-step, invalid-step,
                         service-missing, analysis, analysis-failed, analysis-inconclusive, experiment,
                         many-pods, many-rollouts, long-names, weight-verified, weight-not-verified,
                         weight-unrecorded, unknown-phase. And empty: a cluster without any of them
  --speed N              so many seconds of the cluster's time in each real one, 1 to 600; default 1
  --write-kubeconfig F   write the kubeconfig for kubectl to F; it goes when the demo ends

And of npm start: --port N (default 3100, or the next free one), --address IP, --allow-host NAME, --context NAME,
--namespace A,B, --read-only, --verbose, --version, --help.
`

/**
 * @param {{ version: string, url: string, cluster: { name: string, server: string } | null,
 *   namespaces: readonly string[] | null, readOnly: boolean, demo: boolean }} facts
 */
export function banner({ version, url, cluster, namespaces, readOnly, demo }) {
  return [
    `Rollout Cockpit ${version}${readOnly ? ', read-only' : ''}${demo ? ', on a simulated cluster' : ''}`,
    `  context     ${cluster === null ? 'none' : `${cluster.name} (${cluster.server})`}`,
    `  namespaces  ${namespaces?.join(', ') ?? 'all'}`,
    `Open ${url}`,
    '',
  ].join('\n')
}

/** What it means to leave the loopback. @param {string} address @param {number} port */
export const exposed = (address, port) =>
  `Listening on ${address} port ${port}: anyone who reaches it and has the token can do what your kubeconfig allows. ` +
  'There is no TLS: on a network you do not trust, put a proxy with TLS in front.\n'

/**
 * @param {unknown} error
 * @param {string} address
 * @param {number} port
 * @param {number | null} [free] a port that could be had instead
 */
export function bindProblem(error, address, port, free = null) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${address} is taken by another program; ${free === null ? 'choose one with --port' : `port ${free} is free: --port ${free}`}, or --port 0 for any.`
  if (code === 'EACCES')
    return `Port ${port} needs rights that this user does not have; choose one above 1023.`
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${address}.`
  return `Listening on ${address} port ${port} failed (${code}).`
}
