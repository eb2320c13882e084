/**
 * How the floors above name machines: services may not import transport, they hand the engine a target and get a host.
 */

export type { ContainerState, DockerApi, LogLine } from '../transport/docker';
export { ConnectFailure, HostKeyMismatch } from '../transport/failures';
export type { Host, HostTarget } from '../transport/host';
export type { HostPool } from '../transport/host-factory';
export { type HostKey, scanHostKey } from '../transport/host-key';
export type { RemoteJobs } from '../transport/jobs';
export { NewestLines } from '../transport/newest-lines';
export { Redactor } from '../transport/redactor';
