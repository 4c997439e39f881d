type Labels = Readonly<Record<string, string>>

/** Whether a Service's selector matches these labels: all its pairs are there. An empty one selects nothing, as for the endpoints controller. */
export function selects(selector: Labels, labels: Labels): boolean {
  const pairs = Object.entries(selector)
  return (
    pairs.length > 0 && pairs.every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value)
  )
}
