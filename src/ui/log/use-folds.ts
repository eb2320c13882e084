import { useCallback, useMemo, useState } from 'react';
import { foldsOf, isSameFolds, type LogSection } from './folds';
import type { LogChunkLines } from './line-buffer';

const noSections: ReadonlyMap<string, LogSection> = new Map();

interface Folds {
  /** Folded sections with their number of lines. */
  folds: ReadonlyMap<string, number>;
  /** Fold a section, or open it. */
  fold: (step: string, isFolded: boolean) => void;
}

/** Keep track of which sections of a log are folded. */
export function useFolds(
  chunks: readonly LogChunkLines[],
  sections: ReadonlyMap<string, LogSection> = noSections,
): Folds {
  const [choices, setChoices] = useState<ReadonlyMap<string, boolean>>(new Map());
  const present = useMemo(() => foldsOf(chunks, sections, choices), [chunks, sections, choices]);
  // Keep the same map while it renders the same; otherwise each new line would re-render all others.
  const [folds, setFolds] = useState<ReadonlyMap<string, number>>(present);
  if (!isSameFolds(folds, present)) setFolds(present);
  const fold = useCallback(
    (step: string, isFolded: boolean) => setChoices((before) => new Map(before).set(step, isFolded)),
    [],
  );
  return { folds, fold };
}
