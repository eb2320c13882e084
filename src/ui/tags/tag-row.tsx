'use client';

import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '../primitives/button';
import { cn } from '../primitives/cn';
import { useWorkloadLists } from '../project/use-workload-lists';
import { WorkloadLists } from '../project/workload-lists';
import { useDenialEverywhere, useDenials } from '../session/use-can';
import type { Tag } from './tagged';

interface TagRowProps {
  tag: Tag;
  /** Whether its workloads are shown at first. */
  isOpenAtFirst: boolean;
  onDeploy: () => void;
  onRename: () => void;
  onDelete: () => void;
}

/** A tag in the list, which opens to show its workloads. */
export function TagRow({ tag: { name }, isOpenAtFirst, onDeploy, onRename, onDelete }: TagRowProps) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const content = useId();
  const denialOf = useDenials();
  const denied = useDenialEverywhere('application:deploy');
  // Deployments by tag take a list of names.
  const isUnnamable = name.includes(',') ? 'Its name contains a comma. Rename it first.' : null;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={isOpen ? content : undefined}
          onClick={() => setOpen(!isOpen)}
          className="flex min-w-0 flex-1 basis-40 items-center gap-2 rounded-sm text-left font-medium"
        >
          <ChevronRight
            aria-hidden
            className={cn('size-4 shrink-0 text-ink-3 transition-transform', isOpen && 'rotate-90')}
          />
          <span className="wrap-anywhere">{name}</span>
        </button>
        <div className="flex flex-wrap gap-1.5">
          <Button
            size="sm"
            denied={denied ?? isUnnamable}
            onClick={onDeploy}
            aria-label={`Deploy all tagged ${name}`}
          >
            Deploy all…
          </Button>
          <Button size="sm" denied={denialOf('tag:update')} onClick={onRename} aria-label={`Rename ${name}`}>
            Rename
          </Button>
          <Button
            size="sm"
            variant="danger-quiet"
            denied={denialOf('tag:delete')}
            onClick={onDelete}
            aria-label={`Delete ${name}`}
          >
            Delete
          </Button>
        </div>
      </div>
      {isOpen && (
        <div id={content} className="border-line border-t bg-sunken p-4">
          <WorkloadsOf name={name} />
        </div>
      )}
    </>
  );
}

function WorkloadsOf({ name }: { name: string }) {
  return (
    <WorkloadLists
      lists={useWorkloadLists({ tag: name })}
      common={`tagged ${name}`}
      empty={
        <p className="text-ink-2">No workload has this tag. Add it on the Settings tab of a workload.</p>
      }
    />
  );
}
