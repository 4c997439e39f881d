import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { commandLine, contextsLine, kubectlLine } from './command-line.ts'

describe('the line for a terminal', () => {
  const ref = { cluster: 'kind-course', namespace: 'webapp-canary', name: 'frontend' }

  test.each([
    ['promote', 'kubectl argo rollouts promote frontend -n webapp-canary --context kind-course'],
    ['promote-full', 'kubectl argo rollouts promote frontend -n webapp-canary --full --context kind-course'],
    ['abort', 'kubectl argo rollouts abort frontend -n webapp-canary --context kind-course'],
    ['retry', 'kubectl argo rollouts retry rollout frontend -n webapp-canary --context kind-course'],
  ] as const)('%s', (action, line) => {
    expect(commandLine(action, ref, [])).toBe(line)
  })

  test('names no context in a pod', () => {
    expect(kubectlLine('in-cluster', [], ['get', 'pods'])).toBe('kubectl get pods')
  })

  test('names the file of the kubeconfig, and sets several, as kubectl takes them', () => {
    const line = (files: readonly string[]) => kubectlLine('one', files, ['get', 'pods'])
    expect(line(['/a b/config'])).toBe("kubectl get pods --context one --kubeconfig '/a b/config'")
    expect(line(['/a', "/it's"])).toBe("KUBECONFIG='/a:/it'\\''s' kubectl get pods --context one")
    expect(kubectlLine('in-cluster', ['/a'], ['get'])).toBe(
      'kubectl get --context in-cluster --kubeconfig /a',
    )
  })

  test('lists the contexts of that kubeconfig, not those of the terminal', () => {
    expect(contextsLine([])).toBe('kubectl config get-contexts')
    expect(contextsLine(['/a b'])).toBe("kubectl config get-contexts --kubeconfig '/a b'")
    expect(contextsLine(['/a', '/b'])).toBe('KUBECONFIG=/a:/b kubectl config get-contexts')
  })

  test.each(["it's", '$(reboot)', 'a b', 'a;b', '`id`', '', '\n', '*', '"', '\\'])(
    'a shell reads %j as one word',
    (odd) => {
      const line = commandLine('abort', { cluster: odd, namespace: odd, name: odd }, [odd])
      const words = execFileSync('sh', ['-c', line.replace('kubectl', "printf '%s|'")], { encoding: 'utf8' })
      expect(words).toBe(`argo|rollouts|abort|${odd}|-n|${odd}|--context|${odd}|--kubeconfig|${odd}|`)
    },
  )
})
