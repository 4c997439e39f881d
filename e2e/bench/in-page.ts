/** What runs inside the page under measurement; each function stands alone, for it is sent there as text. */

export interface Marks {
  /** Milliseconds since the navigation began. */
  readonly firstRow: number | null
  readonly allRows: number | null
  readonly longestTask: number
  readonly longTasks: number
}

/** Before anything of the page runs: notes when rows are painted and which tasks are long. */
export function installMarks(rollouts: number): void {
  const marks = { firstRow: 0, allRows: 0, longestTask: 0, longTasks: 0 }
  Reflect.set(window, 'benchMarks', marks)
  const Worker = window.SharedWorker
  window.SharedWorker = class extends Worker {
    constructor(url: string | URL, options?: string | WorkerOptions) {
      super(url, options)
      Reflect.set(window, 'benchWorker', String(url))
    }
  }
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      marks.longestTask = Math.max(marks.longestTask, duration)
      marks.longTasks += duration
    }
  }).observe({ type: 'longtask', buffered: true })
  const afterPaint = (then: () => void) => requestAnimationFrame(() => setTimeout(then))
  let seenFirst = false
  const observer = new MutationObserver(() => {
    if (!seenFirst && document.querySelector('tbody tr') !== null) {
      seenFirst = true
      afterPaint(() => {
        marks.firstRow = performance.now()
      })
    }
    // A long list keeps only what is near the screen in the page, and says how long it is.
    if (document.querySelector('table')?.getAttribute('aria-rowcount') !== String(rollouts + 1)) return
    observer.disconnect()
    afterPaint(() => {
      marks.allRows = performance.now()
    })
  })
  observer.observe(document, { childList: true, subtree: true, attributes: true })
}

export function readMarks(): Marks {
  return Reflect.get(window, 'benchMarks')
}

/** Where the rows in the page lead to, from the top. */
export function readRowPaths(): string[] {
  return Array.from(document.querySelectorAll('tbody tr'), (row) =>
    decodeURIComponent(row.querySelector('a[href*="/rollouts/"]')?.getAttribute('href') ?? ''),
  ).filter((path) => path !== '')
}

/** The paths of the files that the page's worker is made of, which the build writes into the worker's address. */
export function readWorkerFiles(): string[] {
  const address = decodeURIComponent(Reflect.get(window, 'benchWorker') ?? '')
  return [...new Set(Array.from(address.matchAll(/\/_next\/static\/[\w./-]+\.js/g), ([path]) => path))]
}

export async function fetchAll(paths: string[]): Promise<void> {
  for (const path of paths) await (await fetch(path, { cache: 'no-store' })).text()
}

/** Looks out for a text in what a selector finds; `readSight` gives the instant at which it was painted. */
export function lookOut({ selector, text }: { selector: string; text: string }): void {
  const shown = () => [...document.querySelectorAll(selector)].some((one) => one.textContent?.includes(text))
  const sight = new Promise<number>((resolve) => {
    const observer = new MutationObserver(() => {
      if (!shown()) return
      observer.disconnect()
      requestAnimationFrame(() => setTimeout(() => resolve(performance.timeOrigin + performance.now())))
    })
    observer.observe(document, { childList: true, subtree: true, characterData: true })
  })
  Reflect.set(window, 'benchSight', sight)
}

export function readSight(): Promise<number> {
  return Reflect.get(window, 'benchSight')
}

export function pageClock(): number {
  return performance.timeOrigin + performance.now()
}
