'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useFormContext, useWatch } from 'react-hook-form';
import { ChoiceField } from '../forms/choice-field';
import { resourceTitle } from '../permission/words';
import { Button } from '../primitives/button';
import { Select } from '../primitives/select';
import { useTRPC } from '../trpc';
import type { TokenValues } from './token-values';

interface Named {
  uuid: string;
  name: string;
}

/**
 * Field for the objects that a token can access: all, or some projects, applications and servers with their contents.
 */
export function AllowListField() {
  const { control, formState } = useFormContext<TokenValues>();
  const reach = useWatch({ control, name: 'reach' });
  const problem = formState.errors.allow_list?.message ?? formState.errors.allow_list?.root?.message;
  return (
    <div className="space-y-3">
      <ChoiceField
        name="reach"
        label="Scope"
        choices={[
          { value: 'everything', title: 'Everything', text: 'Including resources created later' },
          { value: 'chosen', title: 'Selected resources', text: 'The token cannot see anything else' },
        ]}
      />
      {reach === 'chosen' && <ChosenThings />}
      {problem && (
        <p role="alert" className="text-bad text-xs">
          {problem}
        </p>
      )}
    </div>
  );
}

function ChosenThings() {
  const trpc = useTRPC();
  const { control, setValue } = useFormContext<TokenValues>();
  const chosen = useWatch({ control, name: 'allow_list' });
  const lists: Record<string, readonly Named[] | undefined> = {
    project: useQuery(trpc.project.list.queryOptions({})).data,
    application: useQuery(trpc.application.list.queryOptions({ summary: true })).data,
    server: useQuery(trpc.server.list.queryOptions({})).data,
  };
  const change = (next: TokenValues['allow_list']) =>
    setValue('allow_list', next, { shouldDirty: true, shouldValidate: true });
  const isChosen = (type: string, id: string) => chosen.some((each) => each.type === type && each.id === id);
  const nameOf = (type: string, id: string) => lists[type]?.find(({ uuid }) => uuid === id)?.name ?? id;
  return (
    <div className="space-y-3">
      {chosen.length > 0 && (
        <ul
          aria-label="Selected resources"
          className="divide-y divide-line rounded-lg border border-line bg-surface"
        >
          {chosen.map(({ type, id }) => (
            <li key={`${type}:${id}`} className="flex items-center gap-3 py-1.5 pr-1.5 pl-3">
              <span className="w-24 shrink-0 text-ink-3 text-xs">{resourceTitle(type)}</span>
              <span className="min-w-0 flex-1 truncate font-medium">{nameOf(type, id)}</span>
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Remove ${nameOf(type, id)}`}
                onClick={() => change(chosen.filter((each) => each.type !== type || each.id !== id))}
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Select
        aria-label="Add a resource"
        className="max-w-80"
        value=""
        onChange={(event) => {
          const [type = '', id = ''] = event.target.value.split(':');
          change([...chosen, { type, id }]);
        }}
      >
        <option value="">Add…</option>
        {Object.entries(lists).map(([type, rows]) => (
          <optgroup key={type} label={resourceTitle(type)}>
            {rows
              ?.filter(({ uuid }) => !isChosen(type, uuid))
              .map(({ uuid, name }) => (
                <option key={uuid} value={`${type}:${uuid}`}>
                  {name}
                </option>
              ))}
          </optgroup>
        ))}
      </Select>
    </div>
  );
}
