import { taskDefaults, variableDefaults } from './defaults';

type Input = Record<string, unknown>;

/** For tests only: a workload in memory. */
export interface MemoryWorkload extends ReturnType<typeof newParts> {
  id: number;
  uuid: string;
  kind: 'application' | 'database' | 'stack';
  fields: Input;
  /** Addresses by container name. */
  urls: Map<string, string>;
}

export function newParts() {
  const none = (): Input[] => [];
  return { variables: none(), storages: none(), tasks: none(), backups: none(), tags: none() };
}

/** The procedures on the parts of a workload. */
export function partProcedures(
  workloadOf: (input: Input) => MemoryWorkload,
  ids: () => { id: number; uuid: string },
) {
  return {
    listEnvs: (input: Input) => workloadOf(input).variables,
    createEnv: ({ uuid, ...variable }: Input) =>
      workloadOf({ uuid }).variables.push({ ...ids(), is_preview: false, ...variableDefaults, ...variable }),
    bulkUpdateEnvs: ({ uuid, data }: { uuid: string; data: Input[] }) =>
      workloadOf({ uuid }).variables.push(
        ...data.map((each) => ({ ...ids(), is_preview: false, ...variableDefaults, ...each })),
      ),
    listTags: (input: Input) => workloadOf(input).tags,
    attachTags: ({ uuid, tag_names: names }: Input) => {
      const { tags } = workloadOf({ uuid });
      // A list of texts: the real procedure has validated it.
      for (const name of names as string[])
        if (!tags.some((tag) => tag.name === name)) tags.push({ ...ids(), name });
    },
    listTasks: (input: Input) => workloadOf(input).tasks,
    createTask: ({ uuid, ...task }: Input) =>
      workloadOf({ uuid }).tasks.push({
        ...ids(),
        ...taskDefaults,
        ...Object.fromEntries(Object.entries(task).filter(([, value]) => value !== undefined)),
      }),
    listStorages: (input: Input) => {
      const { storages } = workloadOf(input);
      const ofType = (type: string) => storages.filter((storage) => storage.type === type);
      return { persistent_storages: ofType('persistent'), file_storages: ofType('file') };
    },
    createStorage: ({ uuid, ...storage }: Input) => {
      const { fs_path: path, name, host_path: hostPath = null } = storage;
      const isOwn = typeof path === 'string' && !path.startsWith('/');
      workloadOf({ uuid }).storages.push({
        is_directory: false,
        is_host_file: false,
        is_read_only: false,
        is_preview_suffix_enabled: true,
        content: null,
        ...ids(),
        ...storage,
        host_path: hostPath,
        ...(typeof name === 'string' && hostPath === null ? { name: `${uuid}-${name}` } : {}),
        ...(isOwn ? { fs_path: `/data/gantry/${uuid}/${path}` } : {}),
      });
    },
  };
}
