import { usePages } from '../feedback/use-pages';
import { useTRPC, useTRPCClient } from '../trpc';

interface WorkloadFilter {
  environment_uuid?: string;
  /** Name of a tag. */
  tag?: string;
  search?: string;
}

/** Load the workloads that match a filter, each kind page by page. */
export function useWorkloadLists(filter: WorkloadFilter) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const asked = { summary: true, ...filter };
  const applications = usePages(trpc.application.list.pathKey(), filter, (page, signal) =>
    client.application.list.query({ ...page, ...asked }, { signal }),
  );
  const databases = usePages(trpc.database.list.pathKey(), filter, (page, signal) =>
    client.database.list.query({ ...page, ...asked }, { signal }),
  );
  const stacks = usePages(trpc.stack.list.pathKey(), filter, (page, signal) =>
    client.stack.list.query({ ...page, ...asked }, { signal }),
  );
  const count = applications.rows.length + databases.rows.length + stacks.rows.length;
  return { applications, databases, stacks, count };
}

export type LoadedWorkloads = ReturnType<typeof useWorkloadLists>;
