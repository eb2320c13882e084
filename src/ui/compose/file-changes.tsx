'use client';

import { useState } from 'react';
import { Button } from '../primitives/button';
import { FileDiff } from './file-editor';

interface FileChangesProps {
  /** Label of the comparison for screen readers. */
  label: string;
  /** Saved file; undefined when none is saved. */
  before: string | undefined;
  after: string;
}

/** Unsaved changes of a file, shown on demand; nothing if there are none. */
export function FileChanges({ label, before, after }: FileChangesProps) {
  const [isShown, setIsShown] = useState(false);
  if (before === undefined || after === before) return null;
  return (
    <div className="mt-2 space-y-2">
      <Button size="sm" aria-expanded={isShown} onClick={() => setIsShown(!isShown)}>
        {isShown ? 'Hide changes' : 'Show changes'}
      </Button>
      {isShown && <FileDiff before={before} after={after} label={label} />}
    </div>
  );
}
