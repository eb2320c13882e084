import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Outputs, useTRPC, useTRPCClient } from '../trpc';

export type SharedVariable = Outputs['projectVariable']['listEnvs'][number];

/** Owner of shared variables; `team` is the organization. */
export type SharedOwner =
  | { kind: 'team' }
  | { kind: 'project' | 'server'; uuid: string }
  | { kind: 'environment'; project: string; environment: string };

/** Values of the form of a variable. */
export interface SharedFields {
  key: string;
  value: string;
  comment: string | null;
  is_literal: boolean;
  is_multiline: boolean;
  is_shown_once: boolean;
}

interface Calls {
  list: () => Promise<SharedVariable[]>;
  create: (fields: SharedFields) => Promise<unknown>;
  update: (id: number, fields: Partial<SharedFields>) => Promise<unknown>;
  remove: (id: number) => Promise<unknown>;
}

type Client = ReturnType<typeof useTRPCClient>;

function callsOf(client: Client, owner: SharedOwner): Calls {
  if (owner.kind === 'team') {
    const api = client.teamVariable;
    return {
      list: () => api.listEnvs.query({}),
      create: (fields) => api.createEnv.mutate(fields),
      update: (id, fields) => api.updateEnv.mutate({ env_id: String(id), ...fields }),
      remove: (id) => api.deleteEnv.mutate({ env_id: String(id) }),
    };
  }
  if (owner.kind === 'environment') {
    const api = client.environmentVariable;
    const place = { uuid: owner.project, environment_name_or_uuid: owner.environment };
    return {
      list: () => api.listEnvs.query(place),
      create: (fields) => api.createEnv.mutate({ ...place, ...fields }),
      update: (id, fields) => api.updateEnv.mutate({ ...place, env_id: String(id), ...fields }),
      remove: (id) => api.deleteEnv.mutate({ ...place, env_id: String(id) }),
    };
  }
  const api = owner.kind === 'project' ? client.projectVariable : client.serverVariable;
  const { uuid } = owner;
  return {
    list: () => api.listEnvs.query({ uuid }),
    create: (fields) => api.createEnv.mutate({ uuid, ...fields }),
    update: (id, fields) => api.updateEnv.mutate({ uuid, env_id: String(id), ...fields }),
    remove: (id) => api.deleteEnv.mutate({ uuid, env_id: String(id) }),
  };
}

/** Shared variables of one owner, and the actions on them. */
export function useSharedVariables(owner: SharedOwner) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const calls = callsOf(useTRPCClient(), owner);
  const queryKey = [...trpc[`${owner.kind}Variable`].pathKey(), owner];
  const onSuccess = () => queryClient.invalidateQueries({ queryKey });
  return {
    query: useQuery({ queryKey, queryFn: calls.list }),
    create: useMutation({ mutationFn: calls.create, onSuccess }),
    update: useMutation({
      mutationFn: ({ id, ...fields }: Partial<SharedFields> & { id: number }) => calls.update(id, fields),
      onSuccess,
    }),
    remove: useMutation({ mutationFn: calls.remove, onSuccess }),
  };
}

export type SharedVariables = ReturnType<typeof useSharedVariables>;
