import { type ServerState, serverCan } from '../../domain/states';

/** Whether a server takes deployments; false until it is known. */
export function canDeployTo(server: { state: ServerState } | undefined): boolean {
  return server !== undefined && serverCan.deployTo(server.state);
}
