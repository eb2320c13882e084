import type { ReactNode } from 'react';
import { Badge, type Tone } from '../primitives/badge';
import type { DeploymentPlan } from '../resources';
import type { Outputs } from '../trpc';

type Diff = NonNullable<DeploymentPlan['diff']>;
type PlannedService = NonNullable<Outputs['deployment']['planRollback']['components']>[number];

const looks = {
  added: { tone: 'ok', label: 'new' },
  changed: { tone: 'busy', label: 'changed' },
  removed: { tone: 'bad', label: 'gone' },
} as const satisfies Record<string, { tone: Tone; label: string }>;

type Change = keyof typeof looks;

interface PlanChangesProps {
  plan: Pick<DeploymentPlan, 'diff'>;
  /** Services of a compose file with their changes; null or absent: there are none, or they were not compared. */
  services?: readonly PlannedService[] | null | undefined;
  /** Explanation where the plan was not compared. */
  notCompared?: string;
}

/** Differences between a plan and the running version. */
export function PlanChanges({ plan: { diff }, services, notCompared = NOT_COMPARED }: PlanChangesProps) {
  return (
    <section aria-labelledby="plan-changes">
      <h3 id="plan-changes" className="mb-2 font-medium">
        What changes
      </h3>
      {diff ? <Changes diff={diff} services={services ?? []} /> : <p className="text-ink-2">{notCompared}</p>}
    </section>
  );
}

const NOT_COMPARED =
  'Gantry cannot tell what the running version was deployed with, so there is no comparison.';

function Changes({ diff, services }: { diff: Diff; services: readonly PlannedService[] }) {
  const { image, environment, ports, labels, settings } = diff;
  const lines = [
    [
      'Services',
      services.flatMap(({ name, change }): [string, Change][] => (change === 'none' ? [] : [[name, change]])),
    ],
    ['Variables', keysOf(environment)],
    ['Ports', keysOf({ changed: [], ...ports })],
    ['Labels', keysOf(labels).filter(([key]) => image.from !== null || !isGantrys(key))],
    ['Settings', settings.map((name): [string, Change] => [name, 'changed'])],
  ] as const;
  const isSame = lines.every(([, keys]) => keys.length === 0);
  return (
    <>
      {isSame && image.change !== 'changed' && image.change !== 'rebuilt' && (
        <p className="mb-3 text-ink-2">
          Nothing: {services.length > 0 && 'services, '}variables, ports, labels and settings are the same as
          in the running version.
        </p>
      )}
      <dl className="divide-y divide-line rounded-lg border border-line">
        <Line name="Image">
          <Image image={image} />
        </Line>
        {lines
          .filter(([, keys]) => keys.length > 0)
          .map(([name, keys]) => (
            <Line key={name} name={name}>
              <ul className="space-y-1">
                {keys.map(([key, change]) => (
                  <li key={key} className="flex items-start justify-between gap-3">
                    <code className="wrap-anywhere min-w-0 text-xs leading-5">{key}</code>
                    <Badge tone={looks[change].tone} className="shrink-0">
                      {looks[change].label}
                    </Badge>
                  </li>
                ))}
              </ul>
            </Line>
          ))}
      </dl>
    </>
  );
}

/** Whether Gantry sets this label on every container. Such labels are no change on the first deployment. */
function isGantrys(label: string): boolean {
  return label.startsWith('gantry.') || label.startsWith('coolify.');
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 gap-y-1 px-3 py-2.5 sm:grid-cols-[5.5rem_minmax(0,1fr)]">
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

const imageNotes: Record<Diff['image']['change'], string | null> = {
  none: 'The running image.',
  changed: null,
  rebuilt: 'Built again.',
  pulled: 'Pulled again: the tag may now point to a newer image.',
};

function Image({ image }: { image: Diff['image'] }) {
  const note = imageNotes[image.change];
  return (
    <div className="wrap-anywhere [&_code]:text-xs">
      {image.change === 'changed' && image.from !== null && (
        <p className="text-ink-3">
          <span className="sr-only">From </span>
          <code className="line-through">{image.from}</code>
        </p>
      )}
      <p>
        {image.change === 'changed' && image.from !== null && <span className="sr-only">to </span>}
        <code>{image.to}</code>
      </p>
      {note && <p className="text-ink-3 text-xs">{note}</p>}
    </div>
  );
}

function keysOf(changes: Record<Change, readonly string[]>): [string, Change][] {
  return (['added', 'changed', 'removed'] as const).flatMap((change) =>
    changes[change].map((key): [string, Change] => [key, change]),
  );
}
