'use client';

import { SelectField } from '../forms/select-field';
import { serverLooks } from '../server/server-state';
import type { Outputs } from '../trpc';
import { EnvironmentFields } from './environment-fields';

interface PlaceFieldsProps {
  servers: Outputs['server']['list'];
  /** Chosen project; empty while none is. */
  project: string;
}

/** The fields for project, environment and server. Where there is only one, it is chosen already. */
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
