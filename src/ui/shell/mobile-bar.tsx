'use client';

import { Menu as MenuIcon } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { paths } from '../paths';
import { Button } from '../primitives/button';
import { Link } from '../primitives/link';
import { Mark } from '../primitives/mark';

const NavigationDrawer = dynamic(
  () => import('./navigation-drawer').then((module) => module.NavigationDrawer),
  { ssr: false },
);

/** Top bar on narrow screens, with a button that opens the sidebar. */
export function MobileBar() {
  const [open, setOpen] = useState(false);
  const [wasOpened, setOpened] = useState(false);
  function show() {
    setOpened(true);
    setOpen(true);
  }
  return (
    <header className="sticky top-0 z-30 flex h-12 items-center justify-between border-line border-b bg-canvas/90 px-4 backdrop-blur lg:hidden">
      <Link href={paths.home()} className="flex items-center gap-2">
        <Mark className="size-5" />
        <span className="font-semibold tracking-tight">Gantry</span>
      </Link>
      <Button variant="ghost" size="icon" aria-label="Open navigation" aria-haspopup="dialog" onClick={show}>
        <MenuIcon aria-hidden />
      </Button>
      {wasOpened && <NavigationDrawer open={open} onOpenChange={setOpen} />}
    </header>
  );
}
