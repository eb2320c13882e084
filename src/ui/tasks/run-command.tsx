'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { z } from 'zod';
import { QueryView } from '../feedback/query-view';
import { Time } from '../feedback/time';
import { Form } from '../forms/form';
import { useServerForm } from '../forms/use-server-form';
import { operationLook } from '../operation/operation-status';
import { Section } from '../page/section';
import { Button } from '../primitives/button';
import { Link } from '../primitives/link';
import { ListSkeleton } from '../primitives/skeleton';
import { Status } from '../primitives/status';
import { useDenial } from '../session/use-can';
import { type TaskProcedures, type WorkloadAddress, workloadKinds } from '../workload/kinds';
import { CommandFields } from './command-fields';

const commandForm = z.object({
  command: z.string().refine((text) => text.trim() !== '', 'Must not be empty.'),
  container: z.string(),
});

/** Number of runs shown; the list of operations has more. */
const SHOWN = 5;

interface RunCommandProps extends WorkloadAddress {
  procedures: TaskProcedures;
  components: readonly string[];
  project: string | undefined;
}

/** Form that runs one command now, above the latest runs with links to their logs. */
export function RunCommand(props: RunCommandProps) {
  const { kind, uuid, procedures, components, project } = props;
  const router = useRouter();
  const denial = useDenial(`${workloadKinds[kind].resource}:exec`, project);
  const run = useMutation(procedures.run.mutationOptions());
  const form = useServerForm<z.infer<typeof commandForm>>({
    schema: commandForm,
    defaultValues: { command: '', container: components[0] ?? '' },
    send: async ({ command, container }) => {
      const { run_uuid } = await run.mutateAsync({ uuid, command, container: container || null });
      router.push(workloadKinds[kind].operations.one(uuid, run_uuid));
    },
  });
  return (
    <Section title="Run a command" description="Runs once, now, in the running container.">
      <Form of={form} label="Command">
        <CommandFields
          hint="Run with sh in the container, never on the server. Stopped after five minutes."
          rows={2}
          components={components}
        />
        <div>
          <Button type="submit" denied={denial} busy={form.form.formState.isSubmitting}>
            Run
          </Button>
        </div>
      </Form>
      {denial === null && <NewestRuns {...props} />}
    </Section>
  );
}

function NewestRuns({ kind, uuid, procedures }: RunCommandProps) {
  const query = useQuery(procedures.listRuns.queryOptions({ uuid, take: SHOWN }));
  return (
    <QueryView query={query} what="Commands" skeleton={<ListSkeleton label="commands" rows={1} />}>
      {({ runs }) =>
        runs.length > 0 && (
          <ul aria-label="Commands" className="mt-4 divide-y divide-line rounded-lg border border-line">
            {runs.map((each) => (
              <li key={each.uuid} className="flex flex-wrap items-center gap-x-6 gap-y-1 px-4 py-3">
                <Status tone={operationLook(each.status).tone}>{operationLook(each.status).label}</Status>
                <code className="min-w-0 flex-1 truncate text-xs">{each.command}</code>
                {each.exit_code !== null && <span className="text-ink-2">Status {each.exit_code}</span>}
                {each.exit_code === null && each.reason && (
                  <span className="min-w-0 break-words text-ink-2">{each.reason}</span>
                )}
                <span className="text-ink-3">
                  <Time value={each.created_at} />
                </span>
                <Link href={workloadKinds[kind].operations.one(uuid, each.uuid)}>Log</Link>
              </li>
            ))}
          </ul>
        )
      }
    </QueryView>
  );
}
