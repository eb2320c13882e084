import { ChevronRight } from 'lucide-react';
import type { DeploymentPlan } from '../resources';

/** Steps in order. Each title expands to what the step does in detail. */
export function PlanSteps({ steps }: { steps: DeploymentPlan['steps'] }) {
  return (
    <section aria-labelledby="plan-steps">
      <h3 id="plan-steps" className="mb-2 font-medium">
        Steps
      </h3>
      <ol className="divide-y divide-line rounded-lg border border-line">
        {steps.map(({ id, title, actions }, position) => (
          <li key={id}>
            <details className="group">
              <summary className="flex list-none items-center gap-3 px-3 py-2 hover:bg-hover [&::-webkit-details-marker]:hidden">
                <span aria-hidden className="w-5 text-right text-ink-3 text-xs tabular-nums">
                  {position + 1}
                </span>
                <span className="min-w-0 flex-1">{title}</span>
                <ChevronRight
                  aria-hidden
                  className="size-4 shrink-0 text-ink-3 transition-transform group-open:rotate-90"
                />
              </summary>
              <ul className="space-y-1 bg-sunken px-3 py-2 pl-11">
                {actions.map(({ text, argv }) => (
                  <li key={text} className="wrap-anywhere text-xs leading-5">
                    {argv === null ? (
                      <span className="block text-ink-2 first-letter:uppercase">{text}</span>
                    ) : (
                      <code className="block whitespace-pre-wrap">{text}</code>
                    )}
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}
