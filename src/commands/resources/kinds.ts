import type { Named } from '../connection/find';
import type { Session } from '../connection/session';
import type { Row } from '../output/print';

/** What the verbs list, get and delete need to know about a noun. */
export interface Kind {
  readonly one: string;
  readonly columns: readonly string[];
  list(session: Session): Promise<readonly (Named & Row)[]>;
  get(session: Session, id: string): Promise<Row>;
  delete(session: Session, id: string, options: { keepVolumes: boolean }): Promise<{ message: string }>;
  /** What a deletion removes. */
  loss(name: string): string;
}

const workloadColumns = ['name', 'status', 'project_name', 'environment_name', 'uuid'];
const summary = { summary: true };
const volumes = (keepVolumes: boolean) => (keepVolumes ? { delete_volumes: false } : {});

export const kinds = {
  projects: {
    one: 'project',
    columns: ['name', 'description', 'uuid'],
    list: ({ client }) => client.project.list.query(),
    get: ({ client }, uuid) => client.project.get.query({ uuid }),
    delete: ({ client }, uuid) => client.project.delete.mutate({ uuid }),
    loss: (name) => `This deletes the project ${name} and its environments. It must be empty.`,
  },
  servers: {
    one: 'server',
    columns: ['name', 'ip', 'user', 'port', 'is_usable', 'uuid'],
    list: ({ client }) => client.server.list.query(),
    get: ({ client }, uuid) => client.server.get.query({ uuid }),
    delete: ({ client }, uuid) => client.server.delete.mutate({ uuid }),
    loss: (name) => `This removes the server ${name} from Gantry. The machine itself stays as it is.`,
  },
  apps: {
    one: 'application',
    columns: workloadColumns,
    list: ({ client }) => client.application.list.query(summary),
    get: ({ client }, uuid) => client.application.get.query({ uuid }),
    delete: ({ client }, uuid, { keepVolumes }) =>
      client.application.delete.mutate({ uuid, ...volumes(keepVolumes) }),
    loss: (name) =>
      `This deletes the application ${name}: containers, settings and, without --keep-volumes, its volumes.`,
  },
  databases: {
    one: 'database',
    columns: ['name', 'type', ...workloadColumns.slice(1)],
    list: ({ client }) => client.database.list.query(summary),
    get: ({ client }, uuid) => client.database.get.query({ uuid }),
    delete: ({ client }, uuid, { keepVolumes }) =>
      client.database.delete.mutate({ uuid, ...volumes(keepVolumes) }),
    loss: (name) => `This deletes the database ${name} and, without --keep-volumes, all its data.`,
  },
  services: {
    one: 'service',
    columns: workloadColumns,
    list: ({ client }) => client.stack.list.query(summary),
    get: ({ client }, uuid) => client.stack.get.query({ uuid }),
    delete: ({ client }, uuid, { keepVolumes }) =>
      client.stack.delete.mutate({ uuid, ...volumes(keepVolumes) }),
    loss: (name) =>
      `This deletes the service ${name}: containers, settings and, without --keep-volumes, its volumes.`,
  },
  keys: {
    one: 'key',
    columns: ['name', 'fingerprint', 'uuid'],
    list: ({ client }) => client.privateKey.list.query(),
    get: ({ client }, uuid) => client.privateKey.get.query({ uuid }),
    delete: ({ client }, uuid) => client.privateKey.delete.mutate({ uuid }),
    loss: (name) => `This deletes the key ${name}. It must not be used by a server or repository.`,
  },
  tokens: {
    one: 'token',
    columns: ['name', 'abilities', 'expires_at', 'last_used_at', 'id'],
    list: ({ client }) => client.apiKey.list.query(),
    get: ({ client }, id) => client.apiKey.get.query({ id }),
    delete: ({ client }, id) => client.apiKey.revoke.mutate({ id }),
    loss: (name) => `This revokes the token ${name}. Programs that use it are refused immediately.`,
  },
} satisfies Record<string, Kind>;

export type Noun = keyof typeof kinds;
