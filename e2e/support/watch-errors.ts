import type { BrowserContext } from '@playwright/test'

/**
 * Collects what no story may see: errors on the console (a breach of the content security policy is one) and
 * exceptions that nobody caught. A story that provokes a refusal names the line that the browser logs for it.
 */
export function watchErrors(context: BrowserContext, expected: readonly RegExp[], found: string[]): void {
  const report = (line: string) => {
    if (!expected.some((known) => known.test(line))) found.push(line)
  }
  context.on('console', (message) => {
    if (message.type() === 'error') report(`${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => report(`uncaught: ${error.error().stack ?? error.error().message}`))
  // An alert is what an injected script would show.
  context.on('dialog', (dialog) => {
    report(`a dialog opened: ${dialog.message()}`)
    void dialog.dismiss()
  })
}
