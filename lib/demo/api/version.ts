/** What `/version` answers: the Kubernetes whose ways the demo follows, marked as the demo. */
export const version = {
  major: '1',
  minor: '36',
  gitVersion: 'v1.36.3-rollout-cockpit-demo',
  gitCommit: 'unknown',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: 'none',
  compiler: 'none',
  platform: 'none',
} as const
