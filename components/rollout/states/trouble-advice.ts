const advice: ReadonlyMap<string, string> = new Map([
  [
    'ImagePullBackOff',
    'The node cannot pull the image. Check its name and tag, and the pull secret; it is tried again by itself.',
  ],
  [
    'ErrImagePull',
    'The node could not pull the image. Check its name and tag, and the pull secret; it is tried again by itself.',
  ],
  ['InvalidImageName', 'The image reference is not one. Correct it in the pod template.'],
  ['CrashLoopBackOff', 'The container starts and ends again and again. Its log tells why.'],
  [
    'CreateContainerConfigError',
    'A ConfigMap or Secret that the container needs is missing. Create it, or correct its name.',
  ],
  ['CreateContainerError', 'The node could not create the container. The pod’s events tell why.'],
  ['RunContainerError', 'The container could not be started. Check its command and mounts.'],
  ['OOMKilled', 'The container used more memory than its limit. Raise the limit.'],
  ['Error', 'The container ended with an error. Its log tells why.'],
  ['Unschedulable', 'No node has room for the pod. Its events name what is lacking.'],
  ['Evicted', 'The node needed the room. A new pod takes the place of an evicted one.'],
])

/** What a person can do about a reason the kubelet gives; to abort is advised only where it can be done. */
export function troubleAdvice(reason: string, canAbort: boolean): string {
  const known = advice.get(reason) ?? 'The details are on the pods below.'
  return canAbort ? `${known} Abort keeps users on the stable version meanwhile.` : known
}
