'use client';

import { SelectField } from '../forms/select-field';
import { serverLooks } from '../server/server-state';
import type { Outputs } from '../trpc';
import { EnvironmentFields } from './environment-fields';

interface PlaceFieldsProps {
  servers: Outputs['server']['list'];
  /** Uuid of the chosen project; empty if none is chosen. */
  project: string;
}

/** Fields for project, environment and server; a single choice is preselected. */
export function PlaceFields({ servers, project }: PlaceFieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <EnvironmentFields project={project} />
      <SelectField name="server_uuid" label="Server">
        {servers.map(({ uuid, name, state }) => (
          <option key={uuid} value={uuid}>
            {state === 'usable' ? name : `${name} (${serverLooks[state].label.toLowerCase()})`}
          </option>
        ))}
      </SelectField>
    </div>
  );
}
