'use client';

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ComposeDiff } from '../compose/compose-diff';
import { notify } from '../feedback/notify';
import { QueryView } from '../feedback/query-view';
import { reportFailure } from '../feedback/report-failure';
import { Button } from '../primitives/button';
import { Callout } from '../primitives/callout';
import { Checkbox } from '../primitives/checkbox';
import { Dialog, DialogActions } from '../primitives/dialog';
import { Disclosure } from '../primitives/disclosure';
import { ListSkeleton } from '../primitives/skeleton';
import { type Outputs, useTRPC } from '../trpc';

interface UpdateDialogProps {
  uuid: string;
  denied: string | null;
  onClose: () => void;
}

/**
 * Dialog that shows what an update from the template changes, lets the user resolve conflicts, and applies the update.
 */
export function UpdateDialog({ uuid, denied, onClose }: UpdateDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  /** Conflicts that the user resolved in favour of the template. */
  const [taken, setTaken] = useState<readonly string[]>([]);
  const query = useQuery({
    ...trpc.stack.templateUpdate.queryOptions({ uuid, ...(taken.length > 0 && { take: taken.join(',') }) }),
    placeholderData: keepPreviousData,
  });
  const apply = useMutation(
    trpc.stack.applyTemplateUpdate.mutationOptions({
      async onSuccess({ message }) {
        notify.success(message);
        await queryClient.invalidateQueries({ queryKey: trpc.stack.pathKey() });
        onClose();
      },
      onError: reportFailure,
    }),
  );
  const toggle = (path: string) =>
    setTaken(taken.includes(path) ? taken.filter((each) => each !== path) : [...taken, path]);
  const send = (digest: string | null, startsAtOnce: boolean) => {
    if (digest !== null) apply.mutate({ uuid, digest, take: [...taken], instant_deploy: startsAtOnce });
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Update from the template" wide>
      <QueryView query={query} what="Update" skeleton={<ListSkeleton label="update" />}>
        {(update) => (
          <div className="space-y-4">
            <Conflicts update={update} taken={taken} onToggle={toggle} />
            {update.problem !== null && (
              <Callout tone="bad" title="The updated file has problems">
                {update.problem}
              </Callout>
            )}
            {typeof update.docker_compose_raw === 'string' &&
              typeof update.updated_compose_raw === 'string' && (
                <ComposeDiff
                  before={update.docker_compose_raw}
                  after={update.updated_compose_raw}
                  label="Changes to the compose file"
                />
              )}
            {update.plan && <Plan plan={update.plan} />}
            <DialogActions>
              <Button variant="ghost" onClick={onClose}>
                Cancel
              </Button>
              <Button
                denied={denied}
                busy={apply.isPending}
                disabled={update.problem !== null}
                onClick={() => send(update.digest, false)}
              >
                Update file
              </Button>
              <Button
                variant="primary"
                denied={denied}
                busy={apply.isPending}
                disabled={update.problem !== null}
                onClick={() => send(update.digest, true)}
              >
                Update and deploy
              </Button>
            </DialogActions>
          </div>
        )}
      </QueryView>
    </Dialog>
  );
}

type Update = Outputs['stack']['templateUpdate'];

interface ConflictsProps {
  update: Update;
  taken: readonly string[];
  onToggle: (path: string) => void;
}

function Conflicts({ update, taken, onToggle }: ConflictsProps) {
  if (update.conflicts.length === 0) return null;
  return (
    <fieldset className="space-y-2">
      <legend className="font-medium">
        You and the template both changed these values; yours are kept unless you select
      </legend>
      {update.conflicts.map((path) => {
        const values = update.conflict_values?.find((each) => each.path === path);
        return (
          <label
            key={path}
            htmlFor={`take ${path}`}
            className="flex items-start gap-2 rounded-md border border-line px-3 py-2"
          >
            <Checkbox
              id={`take ${path}`}
              checked={taken.includes(path)}
              onCheckedChange={() => onToggle(path)}
              className="mt-1"
            />
            <span className="min-w-0">
              <span className="block">
                Use the template’s <code className="break-all">{path}</code>
              </span>
              {values && (
                <code className="block whitespace-pre-wrap break-all text-ink-2 text-xs">
                  {values.own || 'removed'} → {values.template || 'removed'}
                </code>
              )}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

const changes = {
  added: 'is new',
  changed: 'is replaced',
  removed: 'is removed',
  none: 'is not changed',
} as const;

function Plan({ plan }: { plan: NonNullable<Update['plan']> }) {
  return (
    <>
      <ul aria-label="Components" className="text-ink-2">
        {plan.components.map(({ name, image, change }) => (
          <li key={name}>
            {name} {changes[change]} · <code className="text-xs">{image}</code>
          </li>
        ))}
        {plan.variables.length > 0 && <li>New variables: {plan.variables.join(', ')}</li>}
      </ul>
      <Disclosure title="Plan" detail={`${plan.steps.length} steps`}>
        <ol className="list-decimal space-y-0.5 pl-5">
          {plan.steps.map(({ id, title }) => (
            <li key={id}>{title}</li>
          ))}
        </ol>
      </Disclosure>
    </>
  );
}
