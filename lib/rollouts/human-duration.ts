const minute = 60
const hour = 60 * minute
const day = 24
const year = 365 * day

const pair = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`

/**
 * A duration in seconds as Kubernetes tells ages (`95s`, `3m12s`, `2d23h`), truncated to whole seconds; `<invalid>` when it
 * lies more than a second in the future. Mirrors apimachinery@v0.34.5 pkg/util/duration/duration.go#L48
 */
export function humanDuration(seconds: number): string {
  const whole = Math.trunc(seconds)
  if (!(whole >= -1)) return '<invalid>'
  if (whole < 0) return '0s'
  if (whole < 2 * minute) return `${whole}s`
  const minutes = Math.trunc(whole / minute)
  if (minutes < 10) return pair(minutes, 'm', whole % minute, 's')
  if (minutes < 180) return `${minutes}m`
  return humanHours(Math.trunc(whole / hour), minutes % minute)
}

function humanHours(hours: number, minutes: number): string {
  const days = Math.trunc(hours / day)
  if (hours < 8) return pair(hours, 'h', minutes, 'm')
  if (hours < 2 * day) return `${hours}h`
  if (hours < 8 * day) return pair(days, 'd', hours % day, 'h')
  if (hours < 2 * year) return `${days}d`
  const years = Math.trunc(hours / year)
  return hours < 8 * year ? pair(years, 'y', days % 365, 'd') : `${years}y`
}
