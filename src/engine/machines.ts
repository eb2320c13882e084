/**
 * How the floors above name machines: services may not import transport, they hand the engine a target and get a host.
 */

export type { ContainerState, DockerApi, LogLine } from '../transport/docker/api';
export { NewestLines } from '../transport/docker/newest-lines';
export type { Host } from '../transport/host';
export type { HostPool } from '../transport/host-factory';
export type { RemoteJobs } from '../transport/jobs/jobs';
export { Redactor } from '../transport/redaction/redactor';
export { ConnectFailure, HostKeyMismatch } from '../transport/ssh/failures';
export { type HostKey, scanHostKey } from '../transport/ssh/host-key';
export type { HostTarget } from '../transport/ssh/target';
