import { Wrench } from 'lucide-react';
import type { ValidationStep } from '../../domain/validation-step';
import { cn } from '../primitives/cn';
import { Status } from '../primitives/status';
import { stepLooks } from './server-state';

/** Checks in order, each with its result and how to fix it. */
export function ValidationSteps({ steps }: { steps: readonly ValidationStep[] }) {
  if (steps.length === 0) return <p className="text-ink-3">Not validated yet.</p>;
  return (
    <ol
      aria-label="Validation steps"
      className="divide-y divide-line rounded-lg border border-line bg-surface"
    >
      {steps.map((step) => (
        <li
          key={step.id}
          className="grid gap-x-6 gap-y-0.5 px-4 py-2 sm:grid-cols-[6rem_11rem_minmax(0,1fr)]"
        >
          <Status
            tone={stepLooks[step.state].tone}
            className={cn('self-start', step.state === 'passed' && 'font-normal')}
          >
            {stepLooks[step.state].label}
          </Status>
          <p className="font-medium">{step.title}</p>
          <div className="min-w-0">
            {step.detail && <p className="break-words text-ink-2">{step.detail}</p>}
            {step.fix && (
              <p className="mt-1.5 flex gap-2 rounded-md bg-warn-soft px-3 py-2 text-warn">
                <Wrench aria-hidden className="mt-0.5 size-4 shrink-0" />
                <span className="min-w-0 break-words">{step.fix}</span>
              </p>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
