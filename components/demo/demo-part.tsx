'use client'

import { useLayoutEffect, useState } from 'react'
import { Guide } from './guide/guide.tsx'
import { useGuide } from './guide/use-guide.ts'
import { Strip } from './strip.tsx'
import { useDemo } from './use-demo.ts'

interface DemoPartProps {
  /** Called when the simulated cluster has answered, before that is seen. */
  readonly onAnswer: () => void
}

/** The controls of the simulated cluster and the guide of the first minute, between the bar and the page. */
export function DemoPart({ onAnswer }: DemoPartProps) {
  const demo = useDemo()
  const guide = useGuide(demo)
  const [open, setOpen] = useState(false)
  const answered = demo !== null
  useLayoutEffect(() => {
    if (answered) onAnswer()
  }, [answered, onAnswer])
  if (demo === null) return null
  return (
    <>
      <Strip demo={demo} open={open} onOpen={setOpen} onGuide={guide.resume} />
      {guide.shown !== null && <Guide shown={guide.shown} onNext={guide.next} onDismiss={guide.dismiss} />}
    </>
  )
}
