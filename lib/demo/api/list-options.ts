import { type Cause, forbiddenValue, invalidOptions, unsupportedValue } from '../objects/refusal.ts'

const MATCH = 'resourceVersionMatch'
const INITIAL = 'sendInitialEvents'

/** Refuses options that do not go together. Mirrors apimachinery@v0.36.3 pkg/apis/meta/internalversion/validation/validation.go#L28 */
export function checkListOptions(query: URLSearchParams, isWatch: boolean): void {
  const given = {
    match: query.get(MATCH) ?? '',
    version: query.get('resourceVersion') ?? '',
    goesOn: (query.get('continue') ?? '') !== '',
    initial: query.get(INITIAL) !== null,
  }
  const causes = isWatch ? watchCauses(given) : listCauses(given)
  if (causes.length > 0) throw invalidOptions('ListOptions', ...causes)
}

interface Given {
  readonly match: string
  readonly version: string
  readonly goesOn: boolean
  readonly initial: boolean
}

const when = (fault: boolean, cause: Cause): readonly Cause[] => (fault ? [cause] : [])
const withContinue = forbiddenValue(MATCH, `${MATCH} is forbidden when continue is provided`)

function listCauses({ match, version, goesOn, initial }: Given): readonly Cause[] {
  const named = match !== ''
  const known = ['', 'Exact', 'NotOlderThan'].includes(match)
  return [
    ...when(
      named && version === '',
      forbiddenValue(MATCH, `${MATCH} is forbidden unless resourceVersion is provided`),
    ),
    ...when(named && goesOn, withContinue),
    ...when(!known, unsupportedValue(MATCH, match, ['Exact', 'NotOlderThan', ''])),
    ...when(
      match === 'Exact' && version === '0',
      forbiddenValue(MATCH, `${MATCH} "exact" is forbidden for resourceVersion "0"`),
    ),
    ...when(initial, forbiddenValue(INITIAL, `${INITIAL} is forbidden for list`)),
  ]
}

function watchCauses({ match, goesOn, initial }: Given): readonly Cause[] {
  const named = match !== ''
  const other = match !== 'NotOlderThan'
  return [
    ...when(initial && other, forbiddenValue(MATCH, `${INITIAL} requires setting ${MATCH} to NotOlderThan`)),
    ...when(
      named && !initial,
      forbiddenValue(MATCH, `${MATCH} is forbidden for watch unless ${INITIAL} is provided`),
    ),
    ...when(named && other, unsupportedValue(MATCH, match, ['NotOlderThan'])),
    ...when(named && goesOn, withContinue),
  ]
}
