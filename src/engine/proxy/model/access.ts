import type { ProxyProgram } from '../../../domain/proxy';
import type { Clock } from '../../../lib/clock';
import type { Host } from '../../../transport/host';

/** The proxy of one server, as this installation of Gantry runs it. */
export interface ProxyAccess {
  host: Host;
  instanceId: string;
  program: ProxyProgram;
  containerName: string;
  clock: Clock;
}
