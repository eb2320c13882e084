'use client';

import dynamic from 'next/dynamic';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';

interface Palette {
  open: () => void;
}

const PaletteContext = createContext<Palette | null>(null);

/** Command palette, loaded when it is first opened: most visits never need it. */
const CommandPalette = dynamic(() => import('./command-palette').then((module) => module.CommandPalette), {
  ssr: false,
});

/** Make the command palette available on every page, opened by Ctrl-K or ⌘K. */
export function PaletteProvider({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setOpened] = useState(false);

  const palette = useMemo<Palette>(
    () => ({
      open: () => {
        setOpened(true);
        setOpen(true);
      },
    }),
    [],
  );

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== 'k' ||
        !(event.metaKey || event.ctrlKey) ||
        event.shiftKey ||
        event.altKey
      )
        return;
      event.preventDefault();
      palette.open();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [palette]);

  return (
    <PaletteContext value={palette}>
      {children}
      {wasOpened && <CommandPalette open={isOpen} onOpenChange={setOpen} />}
    </PaletteContext>
  );
}

export function usePalette(): Palette {
  const palette = useContext(PaletteContext);
  if (!palette) throw new Error('usePalette needs PaletteProvider above it');
  return palette;
}
