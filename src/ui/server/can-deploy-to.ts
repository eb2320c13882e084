import { type ServerState, serverCan } from '../../domain/states';

/** Whether a server accepts deployments; false while it is not loaded. */
export function canDeployTo(server: { state: ServerState } | undefined): boolean {
  return server !== undefined && serverCan.deployTo(server.state);
}
