'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type ReactNode, useId, useState } from 'react';
import { DangerAction } from '../feedback/danger-action';
import { notify } from '../feedback/notify';
import { SettingsSection, SettingsSections } from '../page/section';
import { paths } from '../paths';
import { Checkbox } from '../primitives/checkbox';
import { useDenial } from '../session/use-can';
import { useTRPC } from '../trpc';
import { KeptData } from '../workload/kept-data';
import { type WorkloadKind, workloadKinds } from '../workload/kinds';
import { CopySections } from './copy-sections';
import type { PlacedWorkload } from './placed-workload';

interface DeleteWorkloadProps {
  kind: WorkloadKind;
  workload: PlacedWorkload;
  /** What is deleted, and where. */
  removes: ReactNode;
  /** Contents of the volumes, named in the switch that deletes them. */
  volumes: ReactNode;
  /** Note on the volumes that are kept. */
  whenKept?: ReactNode;
  keeps: ReactNode;
  remove: (choice: { delete_volumes: boolean }) => Promise<unknown>;
}

/**
 * Danger zone of a workload: actions that move, clone and delete it. Its volumes are kept unless the user chooses to
 * delete them.
 */
export function DeleteWorkload({
  kind,
  workload,
  removes,
  volumes,
  whenKept,
  keeps,
  remove,
}: DeleteWorkloadProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { noun } = workloadKinds[kind];
  const denial = useDenial(`${workloadKinds[kind].resource}:delete`, workload.project_uuid);
  const [withVolumes, setWithVolumes] = useState(false);
  const id = useId();
  return (
    <SettingsSections>
      <CopySections kind={kind} workload={workload} />
      <SettingsSection title="Danger zone" description="These actions cannot be undone.">
        <DangerAction
          title={`Delete this ${noun}`}
          label={`Delete ${noun}`}
          typeToConfirm={workload.name}
          blockedBy={denial}
          consequences={
            <>
              <p>{removes}</p>
              <KeptData kind={kind} uuid={workload.uuid} />
              <p className="flex items-center gap-2 text-ink">
                <Checkbox
                  id={id}
                  checked={withVolumes}
                  onCheckedChange={(checked) => setWithVolumes(checked === true)}
                />
                <label htmlFor={id}>{volumes}</label>
              </p>
              {!withVolumes && whenKept && <p>{whenKept}</p>}
              <p>{keeps}</p>
            </>
          }
          onConfirm={async () => {
            await remove({ delete_volumes: withVolumes });
            await queryClient.invalidateQueries({ queryKey: trpc.environment.pathKey() });
            notify.success('Deletion queued');
            router.push(paths.environment(workload.project_uuid, workload.environment_uuid));
          }}
        />
      </SettingsSection>
    </SettingsSections>
  );
}
