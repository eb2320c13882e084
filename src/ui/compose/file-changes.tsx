'use client';

import { useState } from 'react';
import { Button } from '../primitives/button';
import { FileDiff } from './file-editor';

interface FileChangesProps {
  /** Name of the comparison for readers that hear it. */
  label: string;
  /** undefined: nothing was saved yet. */
  before: string | undefined;
  after: string;
}

/** The changes of a file that are not saved, shown when asked for; nothing where there are none. */
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
