'use client';

import { useState } from 'react';
import { Dialog } from '../primitives/dialog';
import { useWorkloadLists } from '../project/use-workload-lists';
import { WhenLoaded } from '../project/workload-lists';
import { DeployTagForm } from './deploy-tag-form';
import { DeployTagStarted } from './deploy-tag-started';
import { type DeployTagOutcome, type Tag, taggedOf } from './tagged';

/** Dialog that deploys all workloads of a tag. */
export function DeployTagDialog({ tag: { name }, onClose }: { tag: Tag; onClose: () => void }) {
  const lists = useWorkloadLists({ tag: name });
  const [started, setStarted] = useState<DeployTagOutcome | null>(null);
  const { applications, databases, stacks } = lists;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={started ? 'Deployments started' : `Deploy all tagged ${name}`}
      wide
    >
      {started ? (
        <DeployTagStarted outcome={started} onClose={onClose} />
      ) : (
        <WhenLoaded lists={lists}>
          {() => (
            <DeployTagForm
              name={name}
              workloads={taggedOf({
                applications: applications.rows,
                databases: databases.rows,
                stacks: stacks.rows,
              })}
              hasMore={[applications, databases, stacks].some(({ more }) => more !== null)}
              onStarted={setStarted}
              onCancel={onClose}
            />
          )}
        </WhenLoaded>
      )}
    </Dialog>
  );
}
