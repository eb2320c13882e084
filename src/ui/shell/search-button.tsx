'use client';

import { Search } from 'lucide-react';
import { usePalette } from '../command-palette/palette-provider';
import { Kbd } from '../primitives/kbd';

export function SearchButton({ onOpen }: { onOpen?: () => void }) {
  const { open } = usePalette();
  return (
    <button
      type="button"
      onClick={() => {
        onOpen?.();
        open();
      }}
      className="flex h-8 items-center gap-2 rounded-md border border-line-strong bg-surface px-2 text-ink-3 shadow-raised transition-colors hover:text-ink"
    >
      <Search aria-hidden className="size-4" />
      <span>Search or jump to</span>
      <span className="ml-auto" aria-hidden>
        <Kbd>⌘K</Kbd>
      </span>
    </button>
  );
}
