import { type ContainerCondition, conditionOf } from '../../domain/container-condition';
import { Status } from '../primitives/status';
import { conditionLabel, conditionTone } from '../workload/condition';

/** Conditions, the most urgent first. */
const order: ContainerCondition[] = ['degraded', 'restarting', 'starting', 'running', 'paused', 'exited'];

/** Conditions of the applications of a project, summarized as `2 running`, `1 degraded`. */
export function ConditionSummary({ conditions }: { conditions: Record<string, number> }) {
  const counts = new Map<ContainerCondition, number>();
  for (const [status, count] of Object.entries(conditions)) {
    const condition = conditionOf(status);
    counts.set(condition, (counts.get(condition) ?? 0) + count);
  }
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-0.5">
      {order
        .filter((condition) => counts.has(condition))
        .map((condition) => (
          <Status key={condition} tone={conditionTone(condition)} className="font-normal tabular-nums">
            {counts.get(condition)} {conditionLabel(condition).toLowerCase()}
          </Status>
        ))}
    </span>
  );
}
