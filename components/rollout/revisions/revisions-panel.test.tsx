// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { analysisRun, blueGreenDetail, detail } from '@/lib/rollouts/fixtures/views.ts'
import type { AnalysisRunView, PodView, RolloutDetail } from '@/lib/rollouts/view.ts'
import { show } from '../testing.tsx'
import { RevisionsPanel } from './revisions-panel.tsx'

const run = analysisRun()

const pod = (name: string, restarts: number): PodView => ({
  uid: name,
  name,
  createdAt: null,
  deletedAt: null,
  node: null,
  state: 'ready',
  status: 'Running',
  icon: '✔',
  ready: '1/1',
  restarts,
  reason: '',
})

const withRevisions = (of: RolloutDetail, runs: readonly AnalysisRunView[] = []): RolloutDetail => ({
  ...of,
  revisions: of.replicaSets.map((rs) => ({
    number: rs.revision,
    replicaSets: [rs],
    experiments: [],
    analysisRuns: runs.filter(({ revision }) => revision === rs.revision),
  })),
})

const closed = (of: RolloutDetail) => {
  show(<RevisionsPanel detail={of} />)
  return screen
    .getAllByRole('heading', { level: 3 })
    .filter((heading) => heading.closest('details:not([open])') !== null)
    .map(({ textContent }) => textContent)
}

describe('RevisionsPanel', () => {
  it('leaves closed what the lanes show in full', () => {
    expect(closed(withRevisions(blueGreenDetail()))).toEqual(['Revision 2', 'Revision 1'])
  })

  it('stands open where no lane shows the pods', () => {
    expect(closed(withRevisions(detail()))).toEqual([])
  })

  it('stands open where a revision has more to tell than its pods', () => {
    expect(closed(withRevisions(blueGreenDetail(), [run]))).toEqual(['Revision 1'])
  })

  it('stands open where pods cannot be created', () => {
    const of = blueGreenDetail()
    const replicaSets = of.replicaSets.map((rs) => ({ ...rs, failure: rs.revision === 2 ? 'quota' : '' }))
    expect(closed(withRevisions({ ...of, replicaSets }))).toEqual(['Revision 1'])
  })

  it('counts restarts where they can be read', () => {
    const of = detail()
    const [first, ...rest] = of.replicaSets
    if (first === undefined) throw new Error('the fixture has no ReplicaSet')
    const pods = [pod('a', 16), pod('b', 0), pod('c', 1)]
    show(<RevisionsPanel detail={withRevisions({ ...of, replicaSets: [{ ...first, pods }, ...rest] })} />)
    expect(screen.getAllByText(/restart/).map(({ textContent }) => textContent)).toEqual(['17 restarts'])
  })

  it('draws a phase that is no phase, whatever it is called', () => {
    const odd = { ...run, status: 'constructor', type: 'toString' }
    const { container } = show(<RevisionsPanel detail={withRevisions(detail(), [odd])} />)
    expect(container.textContent).toContain('AnalysisRunfrontend-2-preconstructor')
  })

  it('says what it cannot know, and nothing of it where it can', () => {
    show(<RevisionsPanel detail={withRevisions(detail())} />)
    expect(screen.queryByText(/needs list on/)).toBeNull()
    show(<RevisionsPanel detail={withRevisions(detail({ unlisted: ['analysisruns', 'experiments'] }))} />)
    expect(screen.getByText('AnalysisRuns not known: needs list on analysisruns.argoproj.io')).toBeTruthy()
    expect(screen.getByText('Experiments not known: needs list on experiments.argoproj.io')).toBeTruthy()
  })

  it.each([
    ['Successful', { successful: 0 }, 'no measurements'],
    ['Running', { successful: 0 }, 'no measurements yet'],
    ['Successful', { successful: 0, failed: 1 }, '0 of 1 measurement successful, 1 failed'],
    [
      'Error',
      { successful: 0, failed: 1, error: 5 },
      '0 of 6 measurements successful, 1 failed, 5 with an error',
    ],
    ['Failed', { successful: 3, failed: 1 }, '3 successful, 1 failed'],
  ])('A23: a run that ends as %s with %j says: %s', (status, counts, words) => {
    show(<RevisionsPanel detail={withRevisions(detail(), [{ ...run, ...counts, status }])} />)
    expect(screen.getByText(words)).toBeTruthy()
  })
})
