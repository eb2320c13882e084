/** A machine that services pass to functions of the engine; higher layers never call it themselves. */
export type { DockerApi } from '../../transport/docker/api';
export type { Host } from '../../transport/host';
export type { HostPool } from '../../transport/host-factory';
export type { PeerCertificate } from '../../transport/http/exchange';
export type { RemoteJobs } from '../../transport/jobs/jobs';
export type { HostTarget } from '../../transport/ssh/target';
