import { Check, Circle, LoaderCircle, Minus, X } from 'lucide-react';
import { Duration } from '../feedback/duration';
import { cn } from '../primitives/cn';
import type { Outputs } from '../trpc';

type Step = Outputs['deployment']['steps'][number];

const looks = {
  waiting: { icon: Circle, color: 'text-ink-3', label: 'waiting' },
  running: { icon: LoaderCircle, color: 'text-busy animate-spin', label: 'running' },
  done: { icon: Check, color: 'text-ok', label: 'done' },
  failed: { icon: X, color: 'text-bad', label: 'failed' },
  skipped: { icon: Minus, color: 'text-ink-3', label: 'skipped' },
} as const;

interface StepsRailProps {
  steps: readonly Step[];
  /** Whether the operation has ended, so that no further step will start. */
  isOver: boolean;
  chosen: string | null;
  /** Scroll the log to the step. */
  onChoose: (step: string) => void;
}

export function StepsRail({ steps, isOver, chosen, onChoose }: StepsRailProps) {
  return (
    <nav aria-label="Steps" className="lg:sticky lg:top-6 lg:self-start">
      <h2 className="mb-2 font-semibold">Steps</h2>
      {steps.length === 0 && (
        <p className="text-ink-3">
          {isOver
            ? 'It ended before the first step, or the steps are no longer kept.'
            : 'Waiting for a worker.'}
        </p>
      )}
      <ol className="space-y-px">
        {steps.map((step) => {
          const { icon: Icon, color, label } = looks[step.state];
          return (
            <li key={step.id}>
              <button
                type="button"
                disabled={step.state === 'waiting'}
                onClick={() => onChoose(step.id)}
                aria-current={step.id === chosen ? 'step' : undefined}
                className={cn(
                  'flex w-full items-center gap-2.5 rounded-md px-2 py-1.5 text-left transition-colors enabled:hover:bg-hover',
                  step.id === chosen && 'bg-hover',
                )}
              >
                <Icon aria-hidden className={cn('size-4 shrink-0', color)} />
                <span className={cn('min-w-0 flex-1', isIdle(step) ? 'text-ink-3' : 'font-medium')}>
                  {step.title} <span className="sr-only">({label})</span>
                </span>
                <span className="text-ink-3 text-xs">
                  {step.state === 'skipped' && 'skipped'}
                  {!isIdle(step) && step.started_at !== null && (
                    <Duration from={step.started_at} to={step.ended_at} />
                  )}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** Whether a step has not started yet or was skipped. */
function isIdle({ state }: Step): boolean {
  return state === 'waiting' || state === 'skipped';
}
