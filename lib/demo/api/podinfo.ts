import { type JsonObject, listAt, textAt } from '../objects/json.ts'
import type { KubeObject } from '../objects/object.ts'
import { fails, versionOf } from '../traffic/answers.ts'
import { type Answer, jsonAnswer } from './answer.ts'

/** The blue of podinfo's page where nobody has chosen a colour. */
const COLOUR = '#34577c'

/** What a pod answers to the nth GET, as podinfo would with the pod's image and environment; its health is told whatever else fails. */
export function answerAsPodinfo(pod: KubeObject, path: string, nth: number): Answer {
  switch (path) {
    case '':
    case '/':
    case '/api/info':
      return answerOf(pod, nth, infoOf(pod))
    case '/version':
      return answerOf(pod, nth, { version: versionOf(pod), commit: 'unknown' })
    case '/healthz':
    case '/readyz':
      return jsonAnswer(200, { status: 'OK' })
    default:
      return { code: 404, type: 'text/plain; charset=utf-8', body: '404 page not found\n' }
  }
}

/** Says of an error what podinfo logs of one that it was told to make; no more of itself. */
const answerOf = (pod: KubeObject, nth: number, said: JsonObject): Answer =>
  fails(versionOf(pod), nth)
    ? jsonAnswer(500, { code: 500, message: 'random error occurred' })
    : jsonAnswer(200, said)

function infoOf(pod: KubeObject): JsonObject {
  const version = versionOf(pod)
  return {
    hostname: pod.metadata.name,
    version,
    revision: 'unknown',
    color: environmentOf(pod, 'PODINFO_UI_COLOR') || COLOUR,
    logo: 'https://raw.githubusercontent.com/stefanprodan/podinfo/gh-pages/cuddle_clap.gif',
    message: environmentOf(pod, 'PODINFO_UI_MESSAGE') || `greetings from podinfo v${version}`,
    goos: 'linux',
    goarch: 'amd64',
    runtime: 'go1.25.0',
    num_goroutine: '8',
    num_cpu: '2',
  }
}

const environmentOf = (pod: KubeObject, name: string): string =>
  textAt(
    listAt(listAt(pod, 'spec', 'containers')[0], 'env').find((one) => textAt(one, 'name') === name),
    'value',
  )
