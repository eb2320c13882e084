import type { Outputs } from '../trpc';
import { WorkloadRow } from '../workload/workload-row';

export function StackRow({ stack }: { stack: Outputs['stack']['list'][number] }) {
  return <WorkloadRow kind="stack" workload={stack} detail={stack.service_type ?? 'Compose file'} />;
}
