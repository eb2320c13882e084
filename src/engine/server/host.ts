/** A machine as services hold it, to hand it to the verbs of the engine; nothing above asks it anything itself. */
export type { DockerApi } from '../../transport/docker/api';
export type { Host } from '../../transport/host';
export type { HostPool } from '../../transport/host-factory';
export type { PeerCertificate } from '../../transport/http/exchange';
export type { RemoteJobs } from '../../transport/jobs/jobs';
export type { HostTarget } from '../../transport/ssh/target';
