'use client';

import { useState } from 'react';
import { Select } from '../primitives/select';
import { WorkloadLogs } from '../workload/workload-logs';
import { useDestinations } from './destinations/use-destinations';
import { useApplication } from './use-application';

export function ApplicationLogsPage({ uuid }: { uuid: string }) {
  const { application } = useApplication(uuid);
  const additional = (useDestinations(uuid).data ?? []).filter(({ is_main }) => !is_main);
  const [chosen, setChosen] = useState('');
  const destination = additional.find((each) => each.uuid === chosen)?.uuid ?? null;
  return (
    <>
      {application && additional.length > 0 && (
        <div className="mb-4 max-w-72">
          <Select
            aria-label="Server"
            value={destination ?? ''}
            onChange={(event) => setChosen(event.target.value)}
          >
            <option value="">{application.server_name}</option>
            {additional.map((each) => (
              <option key={each.uuid} value={each.uuid}>
                {each.server_name}
              </option>
            ))}
          </Select>
        </div>
      )}
      <WorkloadLogs
        key={destination ?? ''}
        kind="application"
        uuid={uuid}
        workload={application}
        destination={destination}
      >
        Container output appears here and stays readable after a new version replaces the container. Build
        output is in the log of each deployment.
      </WorkloadLogs>
    </>
  );
}
