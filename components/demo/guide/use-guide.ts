import { useQuery } from '@tanstack/react-query'
import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { fromSegment, type RolloutRef } from '@/lib/paths.ts'
import { rolloutQuery } from '@/lib/query/rollout.ts'
import type { RolloutRow } from '@/lib/rollouts/view.ts'
import { useHealth } from '../../shell/use-connection.ts'
import type { Demo } from '../use-demo.ts'
import { isDismissed, setDismissed } from './dismissed.ts'
import { type GuideStep, type GuideWords, guideWords, partOf, stepAfter } from './guide-steps.ts'

/** The card of the guide as it is to be drawn. */
export interface GuideShown extends GuideWords {
  readonly step: GuideStep
  readonly part: number
}

export interface GuideControl {
  /** Null where the guide has nothing to say: on other pages, before the first picture, and once it was closed. */
  readonly shown: GuideShown | null
  next(): void
  dismiss(): void
  /** Begins it again. */
  resume(): void
}

interface Progress {
  readonly step: GuideStep
  /** The Rollout that it is about: one that was told anew is another one. */
  readonly uid: string | null
}

const begin: Progress = { step: 'see', uid: null }

/** The guide through the course's canary: goes on when the cluster shows that the person did. */
export function useGuide(demo: Demo | null): GuideControl {
  const ref = canaryAt(usePathname(), demo)
  const readOnly = useHealth()?.readOnly ?? false
  const { data } = useQuery(rolloutQuery(ref ?? nowhere))
  const [progress, setProgress] = useState(begin)
  const [closed, setClosed] = useState(isDismissed)
  const row = ref === null ? null : (data?.detail?.row ?? null)
  const now = row === null ? progress : followed(progress, row)
  if (now !== progress) setProgress(now)
  return {
    shown:
      row === null || closed
        ? null
        : { step: now.step, part: partOf[now.step], ...guideWords(now.step, row, readOnly) },
    next: () => setProgress({ ...now, step: 'promote' }),
    dismiss: () => {
      setDismissed(true)
      setClosed(true)
    },
    resume: () => {
      setDismissed(false)
      setClosed(false)
      setProgress(begin)
    },
  }
}

function followed(progress: Progress, row: RolloutRow): Progress {
  const from = progress.uid === row.uid ? progress.step : 'see'
  const step = stepAfter(from, row)
  return step === progress.step && row.uid === progress.uid ? progress : { step, uid: row.uid }
}

const nowhere: RolloutRef = { cluster: '', namespace: '', name: '' }

/** The Rollout of this page, if it is the course's canary. */
function canaryAt(pathname: string, demo: Demo | null): RolloutRef | null {
  const [, , cluster = '', namespace = '', resource, name = ''] = pathname.split('/').map(fromSegment)
  const canary = demo?.state.scenarios.find((scenario) => scenario.name === 'canary')
  const here =
    canary?.told.includes(namespace) && resource === canary.opens.resource && name === canary.opens.name
  return here ? { cluster, namespace, name } : null
}
