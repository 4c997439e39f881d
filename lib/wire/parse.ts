import type { AnalysisRun, Experiment } from '../rollouts/analysis-model.ts'
import type { Pod, ReplicaSet, Rollout, Service } from '../rollouts/model.ts'
import type { Deployment, EndpointSlice } from '../rollouts/workload-model.ts'
import { readAnalysisRun } from './analysis-run.ts'
import { readDeployment } from './deployment.ts'
import { readEndpointSlice } from './endpoint-slice.ts'
import { readExperiment } from './experiment.ts'
import { readPod } from './pod.ts'
import { rootOf } from './read.ts'
import { readReplicaSet } from './replica-set.ts'
import { readRollout } from './rollout.ts'
import { readService } from './service.ts'

/** Raw JSON to a Rollout, with what is wrong in it named in `problems`; throws `invalid` only without metadata.name. */
export const parseRollout = (raw: unknown): Rollout => readRollout(rootOf(raw))

/** Raw JSON to a ReplicaSet, reading what can be read; throws `invalid` only without metadata.name. */
export const parseReplicaSet = (raw: unknown): ReplicaSet => readReplicaSet(rootOf(raw))

/** Raw JSON to a Pod, reading what can be read; throws `invalid` only without metadata.name. */
export const parsePod = (raw: unknown): Pod => readPod(rootOf(raw))

/** Raw JSON to a Service, reading what can be read; throws `invalid` only without metadata.name. */
export const parseService = (raw: unknown): Service => readService(rootOf(raw))

/** Raw JSON to an AnalysisRun, reading what can be read; throws `invalid` only without metadata.name. */
export const parseAnalysisRun = (raw: unknown): AnalysisRun => readAnalysisRun(rootOf(raw))

/** Raw JSON to an Experiment, reading what can be read; throws `invalid` only without metadata.name. */
export const parseExperiment = (raw: unknown): Experiment => readExperiment(rootOf(raw))

/** Raw JSON to an EndpointSlice, reading what can be read; throws `invalid` only without metadata.name. */
export const parseEndpointSlice = (raw: unknown): EndpointSlice => readEndpointSlice(rootOf(raw))

/** Raw JSON to a Deployment, reading what can be read; throws `invalid` only without metadata.name. */
export const parseDeployment = (raw: unknown): Deployment => readDeployment(rootOf(raw))
