import { type ServerState, serverCan } from '../../domain/states';

/** False until the server is known. */
export function canDeployTo(server: { state: ServerState } | undefined): boolean {
  return server !== undefined && serverCan.deployTo(server.state);
}
