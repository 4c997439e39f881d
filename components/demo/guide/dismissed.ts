const key = 'cockpit-demo-guide'

/** Whether this browser has closed the guide; false where it keeps nothing. */
export function isDismissed(): boolean {
  try {
    return window.localStorage.getItem(key) === 'closed'
  } catch {
    return false
  }
}

/** Remembers whether the guide was closed, where the browser keeps anything. */
export function setDismissed(closed: boolean): void {
  try {
    if (closed) window.localStorage.setItem(key, 'closed')
    else window.localStorage.removeItem(key)
  } catch {
    // It is shown again the next time.
  }
}
