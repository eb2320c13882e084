'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { QueryView } from '../feedback/query-view';
import { Button } from '../primitives/button';
import { Select } from '../primitives/select';
import { Skeleton } from '../primitives/skeleton';
import { Toggle } from '../primitives/toggle';
import { type Outputs, useTRPC } from '../trpc';
import { type Grant, grantLevels, withAbility } from './grant-words';

interface GrantsEditorProps {
  value: readonly Grant[];
  onChange: (value: Grant[]) => void;
}

/** Editor for the projects of a member, and the grants in each. */
export function GrantsEditor(props: GrantsEditorProps) {
  const trpc = useTRPC();
  const projects = useQuery(trpc.project.list.queryOptions({}));
  return (
    <QueryView query={projects} what="Projects" skeleton={<Skeleton className="h-20" />}>
      {(rows) => <Grants projects={rows} {...props} />}
    </QueryView>
  );
}

type Projects = Outputs['project']['list'];

function Grants({ projects, value, onChange }: GrantsEditorProps & { projects: Projects }) {
  const names = new Map(projects.map(({ uuid, name }) => [uuid, name]));
  const left = projects.filter(({ uuid }) => value.every((grant) => grant.project_uuid !== uuid));
  return (
    <div className="space-y-3">
      {value.length > 0 && (
        <ul aria-label="Granted projects" className="divide-y divide-line rounded-lg border border-line">
          {value.map((grant) => (
            <GrantRow
              key={grant.project_uuid}
              grant={grant}
              name={names.get(grant.project_uuid) ?? grant.project_uuid}
              onToggle={(ability, isGranted) =>
                onChange(withAbility(value, grant.project_uuid, ability, isGranted))
              }
              onRemove={() =>
                onChange(value.filter(({ project_uuid }) => project_uuid !== grant.project_uuid))
              }
            />
          ))}
        </ul>
      )}
      {left.length > 0 ? (
        <Select
          aria-label="Add a project"
          className="max-w-72"
          value=""
          onChange={(event) =>
            onChange([...value, { project_uuid: event.target.value, abilities: ['read', 'deploy'] }])
          }
        >
          <option value="">Add a project…</option>
          {left.map(({ uuid, name }) => (
            <option key={uuid} value={uuid}>
              {name}
            </option>
          ))}
        </Select>
      ) : (
        value.length === 0 && <p className="text-ink-3">No projects yet.</p>
      )}
    </div>
  );
}

interface GrantRowProps {
  grant: Grant;
  name: string;
  onToggle: (ability: string, isGranted: boolean) => void;
  onRemove: () => void;
}

function GrantRow({ grant, name, onToggle, onRemove }: GrantRowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2">
      <span className="min-w-0 flex-1 basis-32 truncate font-medium">{name}</span>
      <div className="flex flex-wrap gap-1.5">
        {grantLevels.map(({ ability, title, text }) => {
          const isGranted = grant.abilities.includes(ability);
          return (
            <Toggle
              key={ability}
              label={`${text} in ${name}`}
              isOn={isGranted}
              onPress={() => onToggle(ability, !isGranted)}
            >
              {title}
            </Toggle>
          );
        })}
      </div>
      <Button variant="ghost" size="icon-sm" aria-label={`Remove ${name}`} onClick={onRemove}>
        <X aria-hidden />
      </Button>
    </li>
  );
}
