'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { ChoiceField } from '../forms/choice-field';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { useServerForm } from '../forms/use-server-form';
import { paths } from '../paths';
import { useDenials } from '../session/use-can';
import { useTRPC } from '../trpc';
import { workloadKinds } from '../workload/kinds';
import { type DeployTagOutcome, operationLinks, type Tagged } from './tagged';

const choices = [
  {
    value: 'each',
    title: 'Each on its own',
    text: 'A deployment that fails does not affect the others. Databases that run already stay as they are.',
  },
  {
    value: 'group',
    title: 'All or none',
    text: 'They are released once all are built, and replace what runs once all serve. If one fails, all go back to what ran before.',
  },
];

interface DeployTagFormProps {
  name: string;
  workloads: readonly Tagged[];
  /** Whether there are more workloads than are listed. */
  hasMore: boolean;
  onStarted: (outcome: DeployTagOutcome) => void;
  onCancel: () => void;
}

/** Form that deploys all workloads of a tag, each on its own or as a group. */
export function DeployTagForm({ name, workloads, hasMore, onStarted, onCancel }: DeployTagFormProps) {
  const router = useRouter();
  const deploy = useMutation(useTRPC().deployment.deploy.mutationOptions());
  const form = useServerForm<{ mode: string }>({
    defaultValues: { mode: 'each' },
    send: async ({ mode }) => {
      const isGroup = mode === 'group';
      const answer = await deploy.mutateAsync({ tag: name, ...(isGroup && { atomic: true }) });
      const deployments = 'details' in answer ? answer.details : []; // requested by tag, not by uuid
      const [first] = deployments;
      if (isGroup && first) router.push(paths.deployment(first.resource_uuid, first.deployment_uuid));
      else {
        const refused = answer.refused ?? [];
        const left = new Set(refused.map(({ resource_uuid }) => resource_uuid));
        const started = workloads.filter(({ uuid }) => !left.has(uuid));
        onStarted({ links: operationLinks(started, deployments), refused });
      }
    },
  });
  const isGroup = form.form.watch('mode') === 'group';
  const denied = useDeployDenial(workloads);
  return (
    <Form of={form} label="Deploy all">
      <ul aria-label="Workloads to deploy" className="max-h-48 space-y-1 overflow-y-auto text-ink-2">
        {workloads.map((each) => (
          <li key={each.uuid} className="wrap-anywhere">
            {label(each)}
          </li>
        ))}
        {hasMore && <li>And more.</li>}
      </ul>
      <ChoiceField name="mode" label="How" choices={choices} />
      {form.problem && !isGroup && (
        <p className="text-ink-2">
          Some of them may be queued already, as their pages show. Fix this, then deploy all again.
        </p>
      )}
      <DialogFormActions onCancel={onCancel} denied={denied}>
        Deploy all
      </DialogFormActions>
    </Form>
  );
}

function label({ kind, name }: Tagged): string {
  return `${workloadKinds[kind].label} ${name}`;
}

/** Explain why the caller may not deploy one of the workloads: then the server deploys none. */
function useDeployDenial(workloads: readonly Tagged[]): string | null {
  const denialOf = useDenials();
  if (workloads.length === 0) return 'No workload has this tag.';
  for (const { kind, name, project_uuid } of workloads) {
    const denial = denialOf(`${workloadKinds[kind].resource}:deploy`, project_uuid);
    if (denial !== null) return `${name}: ${denial}`;
  }
  return null;
}
